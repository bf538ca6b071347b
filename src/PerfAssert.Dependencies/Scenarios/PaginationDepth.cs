using System.Globalization;
using Npgsql;

namespace PerfAssert;

/// <summary>
/// Reads pages near the start and far from it. A page by OFFSET costs the more the deeper it lies, since all rows before it are read
/// and thrown away; a page after a key (keyset, seek) always costs the same.
/// </summary>
public sealed class PaginationDepth : FaultScenario
{
    private const int PageSize = 20;

    private readonly NpgsqlDataSource? dataSource;
    private readonly int rows;
    private readonly IReadOnlyList<int> pages;
    private readonly Func<VirtualUser, int, Task>? readPage;

    internal PaginationDepth(NpgsqlDataSource? dataSource, int rows, IReadOnlyList<int> pages, Func<VirtualUser, int, Task>? readPage)
        : base("pagination depth", "the last page takes no longer than the first")
    {
        ArgumentNullException.ThrowIfNull(pages);
        if (pages.Count == 0 || pages.Any(page => page < 1))
            throw new ArgumentException("Name at least one page; pages are counted from 1.", nameof(pages));
        this.dataSource = dataSource;
        this.rows = rows;
        this.pages = pages;
        this.readPage = readPage;
    }

    /// <summary>The pages that are read.</summary>
    public IReadOnlyList<int> Pages => pages;

    internal override Scenario Begin()
    {
        if (readPage is { } own)
            return new Scenario(user => new ValueTask(ReadAsync(user, "", own)));

        var demo = new DemoSchema(
            dataSource!,
            $"CREATE UNLOGGED TABLE {{schema}}.item AS SELECT i AS id, 'item ' || i AS name FROM generate_series(1, {rows}) i; ALTER TABLE {{schema}}.item ADD PRIMARY KEY (id); ANALYZE {{schema}}.item;");
        var byOffset = demo.In($"SELECT id, name FROM {{schema}}.item ORDER BY id LIMIT {PageSize} OFFSET $1");
        var byKey = demo.In($"SELECT id, name FROM {{schema}}.item WHERE id > $1 ORDER BY id LIMIT {PageSize}");
        return new Scenario(async user =>
        {
            await ReadAsync(user, "offset, ", (_, page) => ReadDemoAsync(user, byOffset, page)).ConfigureAwait(false);

            // Without gaps in the ids the key that a page starts after is also the number of rows before it.
            await ReadAsync(user, "keyset, ", (_, page) => ReadDemoAsync(user, byKey, page)).ConfigureAwait(false);
        })
        {
            BeforeRun = demo.CreateAsync,
            AfterRun = _ => demo.DropAsync(),
        };
    }

    /// <summary>Each page is a step: <c>offset, page 1,000</c>, and without the first word in your own.</summary>
    private async Task ReadAsync(VirtualUser user, string kind, Func<VirtualUser, int, Task> read)
    {
        foreach (var page in pages)
            await user.StepAsync(string.Create(CultureInfo.InvariantCulture, $"{kind}page {page:N0}"), () => read(user, page)).ConfigureAwait(false);
    }

    private async Task ReadDemoAsync(VirtualUser user, string sql, int page)
    {
        var command = dataSource!.CreateCommand(sql);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (page - 1) * PageSize });
            var reader = await command.ExecuteReaderAsync(user.CancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var read = 0;
                while (await reader.ReadAsync(user.CancellationToken).ConfigureAwait(false))
                    read++;
                if (read != PageSize)
                    user.Fail(string.Create(CultureInfo.InvariantCulture, $"page {page} had {read} rows of {PageSize}"));
            }
        }
    }
}
