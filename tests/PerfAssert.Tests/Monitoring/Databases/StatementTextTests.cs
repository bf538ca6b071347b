using Xunit;

namespace PerfAssert.Tests.Monitoring.Databases;

public class StatementTextTests
{
    [Theory]
    [InlineData("SELECT * FROM t WHERE id = 42", "SELECT * FROM t WHERE id = ?")]
    [InlineData("SELECT * FROM t WHERE id = @__id_0 AND x = $1 AND y = :y AND z = ?", "SELECT * FROM t WHERE id = ? AND x = ? AND y = ? AND z = ?")]
    [InlineData("SELECT 'it''s', N'x', E'a\\'b', -1.5e-3, 0x1F", "SELECT ?, …")]
    [InlineData("SELECT a::text, b[1], $tag$ it's $tag$ FROM t1", "SELECT a::text, b[?], ? FROM t1")]
    [InlineData("select  a,\n\tb -- the second\nfrom /* a table */ t ;", "select a, b from t")]
    [InlineData("SELECT * FROM t WHERE id IN (1, 2,3 , @p4)", "SELECT * FROM t WHERE id IN (?, …)")]
    [InlineData("SELECT * FROM t WHERE id IN (1, -2)", "SELECT * FROM t WHERE id IN (?, …)")]
    [InlineData("INSERT INTO t (a, b) VALUES (1, 2), (3, 4), (5, 6)", "INSERT INTO t (a, b) VALUES (?, …), …")]
    [InlineData("INSERT INTO t (a, b) VALUES (1, 2), (3, 4)", "INSERT INTO t (a, b) VALUES (?, …), …")]
    [InlineData("INSERT INTO t VALUES (@p0);\nINSERT INTO t VALUES (@p1);\nINSERT INTO t VALUES (@p2);\n", "INSERT INTO t VALUES (?)")]
    [InlineData("INSERT INTO t VALUES (@p0); SELECT 1; SELECT 2", "INSERT INTO t VALUES (?); SELECT ?")]
    [InlineData("SELECT \"o\".\"Id 1\", [Order 2], `x 3` FROM \"Orders\" AS \"o\"", "SELECT \"o\".\"Id 1\", [Order 2], `x 3` FROM \"Orders\" AS \"o\"")]
    [InlineData("SELECT @@version, count(*)", "SELECT @@version, count(*)")]
    [InlineData("SELECT 'never closed", "SELECT ?")]
    [InlineData("SELECT 1 /* never closed", "SELECT ?")]
    [InlineData("", "")]
    public void Values_comments_and_white_space_do_not_matter(string sql, string shape) => Assert.Equal(shape, StatementText.Normalize(sql));

    [Fact]
    public void A_shape_is_its_own_shape_and_never_long()
    {
        var sql = "SELECT " + string.Join(", ", Enumerable.Range(0, 2000).Select(i => $"column{i}")) + " FROM t";

        var shape = StatementText.Normalize(sql);

        Assert.Equal(StatementText.Longest, shape.Length);
        Assert.Equal("SELECT a, b FROM t WHERE c IN (?, …)", StatementText.Normalize("SELECT a, b FROM t WHERE c IN (?, …)"));
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (?)", true)]
    [InlineData("update t set a = ?", true)]
    [InlineData("WITH x AS (SELECT ?) INSERT INTO t SELECT * FROM x", true)]
    [InlineData("SET NOCOUNT ON; INSERT INTO t VALUES (?)", true)]
    [InlineData("SELECT * FROM t FOR UPDATE", false)]
    [InlineData("SELECT updated FROM t", false)]
    [InlineData("BEGIN", false)]
    public void Writes_are_told_from_reads(string shape, bool isWrite) => Assert.Equal(isWrite, StatementText.IsWrite(shape));

    [Theory]
    [InlineData("BEGIN", true)]
    [InlineData("COMMIT", true)]
    [InlineData("PRAGMA foreign_keys = ON", true)]
    [InlineData("SELECT ?", true)]
    [InlineData("SELECT * FROM settings", false)]
    [InlineData("SET NOCOUNT ON; INSERT INTO t VALUES (?)", false)]
    public void What_neither_reads_nor_writes_is_told_from_both(string shape, bool isControl) => Assert.Equal(isControl, StatementText.IsControl(shape));
}
