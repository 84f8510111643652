using System.Text;
using Tracklake.Models.Bronze;
using Tracklake.Models.Rendering;

namespace Tracklake.Models.Scripts;

/// <summary>
/// How a platform makes, fills and replaces tables. What all share is here; where platforms differ is data that each
/// states, or a statement that each writes.
/// </summary>
internal abstract class Platform
{
    private const string Indent = "    ";
    private const int LineLength = 100;

    /// <summary>Renders queries under the tables' qualified names.</summary>
    public abstract SqlRenderer Sql { get; }

    /// <summary>Whether a statement in a file ends with a semicolon: clients of a shell need it, some APIs refuse it.
    /// </summary>
    public abstract bool ClosesStatements { get; }

    /// <summary>Whether MERGE works on the tables that it makes.</summary>
    public abstract bool HasMerge { get; }

    public static Platform Of(Dialect dialect) => dialect switch
    {
        Dialect.DuckDb => new DuckDbPlatform(),
        Dialect.Spark => new SparkPlatform(),
        Dialect.Snowflake => new SnowflakePlatform(),
        Dialect.Trino => new TrinoPlatform(),
        _ => throw new ModelException($"No platform for the dialect {dialect}."),
    };

    /// <summary>What the session must be set to, first of all.</summary>
    public abstract IEnumerable<Statement> Session();

    /// <summary>A table that is there already stays as it is.</summary>
    public abstract IEnumerable<Statement> CreateIfMissing(Table table);

    /// <summary>The table anew, with the rows of a query and nothing else.</summary>
    public abstract IEnumerable<Statement> Replace(Table table, Query rows);

    /// <summary>What all tables of the stage need.</summary>
    public abstract IEnumerable<Statement> PrepareStage(string stage);

    /// <summary>A processed table over, or from, the landed Parquet.</summary>
    public abstract IEnumerable<Statement> FromStage(Table table, string stage);

    public static Statement CreateSchema(Layer layer) => new(
        $"create_schema_{SchemaOf(layer)}", $"CREATE SCHEMA IF NOT EXISTS {SchemaOf(layer)}");

    public Statement Append(Table table, Query rows) => new(
        $"append_to_{NameOf(table)}", Insert(table, rows));

    public Statement ReplaceView(Table view, Query rows) => new(
        $"create_view_{NameOf(view)}", $"CREATE OR REPLACE VIEW {view.QualifiedName} AS\n{Sql.Render(rows)}");

    /// <summary>Folds what the last run added to bronze into a table; a key has one row in the query.</summary>
    public Statement Merge(Model model)
    {
        var folded = (Folded)model.Materialization;
        var fresh = Dialects.Renderer(
            Sql.Dialect, t => t is BronzeTable bronze ? FreshRows.Of(bronze).QualifiedName : t.QualifiedName);
        string Name(Column column) => Sql.Identifier(column.Name);
        var others = model.Columns.Except(model.Keys).Select(c => $"{Indent}{Name(c)} = s.{Name(c)}");
        return new($"merge_into_{NameOf(model)}",
            $"""
            MERGE INTO {model.QualifiedName} AS t
            USING (
            {SqlRenderer.Indented(fresh.Render(Refresh.FoldInto(model, folded)))}
            ) AS s
            {Indent}ON {string.Join(" AND ", model.Keys.Select(k => $"t.{Name(k)} = s.{Name(k)}"))}
            WHEN MATCHED THEN UPDATE SET
            {string.Join(",\n", others)}
            WHEN NOT MATCHED THEN INSERT (
            {Wrapped(model.Columns.Select(Name))}
            ) VALUES (
            {Wrapped(model.Columns.Select(c => $"s.{Name(c)}"))}
            )
            """);
    }

    /// <summary>Layer and name as one word, for the names of files.</summary>
    protected static string NameOf(Table table) => $"{SchemaOf(table.Layer)}_{table.Name}";

    protected string Insert(Table table, Query rows) =>
        $"INSERT INTO {table.QualifiedName} (\n{Wrapped(rows.Columns.Select(c => Sql.Identifier(c.Name)))}\n)\n"
        + Sql.Render(rows);

    /// <summary>The columns in parentheses, one a line.</summary>
    protected static string Columns(Table table, Func<Column, string> definition) =>
        $"(\n{string.Join(",\n", table.Columns.Select(c => Indent + definition(c)))}\n)";

    /// <summary>Name and type.</summary>
    protected string Typed(Column column) => $"{Sql.Identifier(column.Name)} {Sql.TypeOf(column.Type)}";

    /// <summary>Name, type and whether a value must be there.</summary>
    protected string Constrained(Column column) => Typed(column) + (column.Nullable ? "" : " NOT NULL");

    /// <summary>Name, type, whether a value must be there, and what it says.</summary>
    protected string Described(Column column) => $"{Constrained(column)} COMMENT {Sql.Quoted(column.Description)}";

    protected static string Folder(string stage, Table table) => $"{stage.TrimEnd('/')}/{table.Name}";

    private static string SchemaOf(Layer layer) => layer.ToString().ToLowerInvariant();

    private static string Wrapped(IEnumerable<string> names)
    {
        var lines = new List<StringBuilder> { new(Indent) };
        foreach (var name in names)
        {
            if (lines[^1].Length > Indent.Length && lines[^1].Length + name.Length + 2 > LineLength)
                lines.Add(new(Indent));
            lines[^1].Append(name).Append(", ");
        }
        return string.Join('\n', lines.Select(l => l.ToString().TrimEnd(' '))).TrimEnd(',');
    }
}
