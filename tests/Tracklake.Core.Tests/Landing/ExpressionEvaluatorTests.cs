using Tracklake.Landing.Columns;
using Tracklake.Landing.Deriving;
using Tracklake.Models;
using Tracklake.Zones;
using static Tracklake.Models.Sql;

namespace Tracklake.Core.Tests.Landing;

public sealed class ExpressionEvaluatorTests
{
    private static readonly ExpressionEvaluator Plays = new(ProcessedPlays.Table);

    [Fact]
    public void What_landing_cannot_compute_is_refused_when_tables_are_built()
    {
        Assert.Throws<NotSupportedException>(() => Plays.Number(Count()));
        Assert.Throws<NotSupportedException>(() => Plays.Number(RowNumber([], Asc(ProcessedPlays.PlayedAt))));
        Assert.Throws<NotSupportedException>(() => Plays.Text(Lower(ProcessedPlays.Title)));
        Assert.Throws<ModelException>(() => Plays.Number(ProcessedTracks.DurationMs));
    }

    [Fact]
    public void Every_processed_table_has_its_derived_columns()
    {
        foreach (var table in ProcessedTables.All)
            Assert.Equal(DerivedColumns.Of(table).Select(d => d.Column), new DerivedRows(table).Columns);
    }

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(true, null, null, true)]
    [InlineData(false, null, false, null)]
    [InlineData(null, null, null, null)]
    [InlineData(null, true, null, true)]
    [InlineData(false, true, false, true)]
    public void Logic_has_three_values(bool? left, bool? right, bool? and, bool? or)
    {
        var rows = new PlayRows();
        ((BooleanBuffer)rows.Of(ProcessedPlays.Shuffle)).Add(left);
        ((BooleanBuffer)rows.Of(ProcessedPlays.Skipped)).Add(right);

        Expr a = ProcessedPlays.Shuffle;
        Expr b = ProcessedPlays.Skipped;
        Assert.Equal(and, Value(a & b));
        Assert.Equal(or, Value(a | b));
        Assert.Equal(!left, Value(!a));
        Assert.Equal(left is null, Value(a.IsNull()));
        Assert.Equal(left is null || right is null ? null : left == right, Value(a.Eq(b)));

        bool? Value(Expr expression) => Plays.Boolean(expression)(rows, 0, out var value) ? value : null;
    }

    [Fact]
    public void Numbers_and_days_are_exact()
    {
        var rows = new PlayRows();
        ((Int64Buffer)rows.Of(ProcessedPlays.MsPlayed)).Add(7);
        ((Int64Buffer)rows.Of(ProcessedPlays.PlayedAt)).Add(-1);
        ((TextBuffer)rows.Of(ProcessedPlays.Title)).Add(" 42"u8);
        Expr ms = ProcessedPlays.MsPlayed;

        Assert.Equal(7 * 3 - 1, Number((ms * 3) - 1));
        Assert.Equal(3, Number(Div(ms, 2)));
        Assert.Equal(233, Number(Ratio(ms, 3, 2)));
        Assert.Equal(4, Number(Ratio(ms, 2, 0)));
        Assert.Null(Number(Ratio(ms, 0, 2)));
        Assert.Equal(-1, Number(DateOf(ProcessedPlays.PlayedAt)));
        Assert.Equal(1969, Number(YearOf(DateOf(ProcessedPlays.PlayedAt))));
        Assert.Equal(12, Number(MonthOf(DateOf(ProcessedPlays.PlayedAt))));
        Assert.Equal(6, Number(AddDays(DateOf(ProcessedPlays.PlayedAt), 7)));
        Assert.Null(Number(ParseDigits(ProcessedPlays.Title)));
        Assert.Equal(42, Number(ParseDigits(Trim(ProcessedPlays.Title))));

        long? Number(Expr expression) => Plays.Number(expression)(rows, 0, out var value) ? value : null;
    }
}
