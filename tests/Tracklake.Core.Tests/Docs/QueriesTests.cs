using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Tracklake.Models;
using Tracklake.Models.Rendering;

namespace Tracklake.Core.Tests.Docs;

public sealed partial class QueriesTests
{
    [Fact]
    public void Every_query_on_a_page_can_be_asked()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        MakeTables(connection);
        var queries = Repository.Pages
            .SelectMany(page => Asked().Matches(Repository.Text(page)), (page, m) => (page, Sql: m.Groups["sql"].Value))
            .ToList();

        Assert.NotEmpty(queries);
        var faults = queries.Select(q => (q.page, q.Sql, Fault: FaultOf(connection, q.Sql))).ToList();
        Assert.All(faults, asked => Assert.Null(asked.Fault));
    }

    /// <summary>All tables, empty: enough for a query to be bound.</summary>
    private static void MakeTables(DuckDBConnection connection)
    {
        Execute(connection, "CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold");
        foreach (var model in AllModels.InOrder)
        {
            var columns = model.Columns.Select(c => $"{c.Name} {DuckDbRenderer.TypeName(c.Type)}");
            Execute(connection, $"CREATE TABLE {model.QualifiedName} ({string.Join(", ", columns)})");
        }
    }

    private static string? FaultOf(DuckDBConnection connection, string sql)
    {
        try
        {
            Execute(connection, sql);
            return null;
        }
        catch (DuckDBException e)
        {
            return e.Message;
        }
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [GeneratedRegex(@"tracklake query (?:--\w+ \S+ )*""(?<sql>[^""]+)""")]
    private static partial Regex Asked();
}
