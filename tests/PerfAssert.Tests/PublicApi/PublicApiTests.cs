using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.PublicApi;

/// <summary>What users can see is a reviewed file: a change of it shows in the diff of a pull request.</summary>
public class PublicApiTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "tests", "PerfAssert.Tests", "PublicApi");

    public static TheoryData<Type> OneTypeOfEachAssembly => [typeof(LoadPlan), typeof(LoadResultAssertions), typeof(PerfWebApplication<>), typeof(LoadFactAttribute)];

    [Theory]
    [MemberData(nameof(OneTypeOfEachAssembly))]
    public void The_public_API_is_as_reviewed(Type type)
        => Snapshot.Compare(Folder, type.Assembly.GetName().Name!, "txt", PublicApiPrinter.Print(type.Assembly));
}
