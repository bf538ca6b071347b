using SampleApi.Storage;

namespace SampleApi.Shifts;

/// <summary>Requests whose cost can be shifted by a known amount; see <see cref="WorkShift"/>.</summary>
internal static class WorkEndpoints
{
    public static void MapWork(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/work");
        group.MapGet("/cpu", (SeededWork work) => work.Compute());
        group.MapGet("/wait", (SeededWork work) => work.WaitAsync());
        group.MapGet("/lock", (SeededWork work) => work.ComputeUnderTheLock());
        group.MapGet("/tail", (SeededWork work) => work.ComputeSometimesLonger());
        group.MapGet("/alloc", (SeededWork work) => work.Allocate());
        group.MapGet("/sql", (SeededWork work, ShopDb db, CancellationToken cancellation) => work.QueryAsync(db, cancellation));
    }
}
