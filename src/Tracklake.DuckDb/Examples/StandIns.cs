using Tracklake.Models;
using Tracklake.Models.Bronze;
using Tracklake.Zones;

namespace Tracklake.DuckDb.Examples;

/// <summary>
/// What a model reads, replaced by tables of the same name and columns that an example fills. A bronze table is itself;
/// another gets a bronze table of its own, whose newest row of a key is the row: a later step inserts and replaces as
/// the engines do.
/// </summary>
internal sealed class StandIns
{
    private readonly Dictionary<Table, BronzeTable> _filled = [];
    private readonly List<Model> _models = [];

    public StandIns(Model model)
    {
        var replaced = new Dictionary<Table, Table>();
        foreach (var read in model.Reads)
        {
            switch (read)
            {
                case BronzeTable bronze:
                    _filled[bronze] = bronze;
                    _models.Add(bronze);
                    break;
                case var other:
                    var stage = new BronzeTable("given_" + other.Name, new StageTable(other));
                    var standIn = new StandIn(other, stage);
                    _filled[other] = stage;
                    replaced[other] = standIn;
                    _models.AddRange([stage, standIn]);
                    break;
            }
        }
        Tested = replaced.Count == 0 ? model : new OverStandIns(model, new TableSubstitution(replaced));
        _models.Add(Tested);
    }

    /// <summary>The model over its stand-ins.</summary>
    public Model Tested { get; }

    /// <summary>All tables, each after those that it reads.</summary>
    public IReadOnlyList<Model> InOrder => _models;

    /// <summary>The processed table that rows of a table are landed as.</summary>
    public ProcessedTable LandedAs(Table table) => _filled[table].From;

    /// <summary>The columns of a table, and what landing adds to every row.</summary>
    private sealed class StageTable(Table of) : ProcessedTable
    {
        public override string Name => "given_" + of.Name;

        public override string Description => $"Rows that an example gives of {of}.";

        protected override IReadOnlyList<Column> RecordColumns =>
            [.. of.Columns.Where(c => c.Name != ObservedOn.Name && Provenance.Columns.All(p => p.Name != c.Name))];
    }

    private sealed class StandIn(Table of, BronzeTable stage) : Model
    {
        private static readonly Column Place = Column.Int64("_given_place", "Place among the rows of a key.").NotNull();

        public override Layer Layer => of.Layer;

        public override string Name => of.Name;

        public override string Description => of.Description;

        public override IReadOnlyList<Column> Keys => of is Model model ? model.Keys : [];

        protected override Materialization Define()
        {
            IReadOnlyList<Output> outputs = [.. of.Columns.Select(c => c.Is(c))];
            var place = RecordOrder.Columns.Where(o => of.Columns.All(c => c.Name != o.Name));
            IReadOnlyList<Output> records = [.. outputs, .. place.Select(c => c.Is(c))];
            if (Keys.Count == 0)
                return new Whole(Query.From(stage).Select(outputs));
            if (of is not Model { Materialization: ByDay byDay })
                return new NewestRecord(Query.From(stage).Select(records), Keys, outputs);
            var newest = new Window(
                WindowFunction.DenseRank, [.. Keys.Select(k => (Expr)k)],
                [.. RecordOrder.Columns.Select(c => Sql.Desc(c))]);
            var placed = Query.From(stage).Select([.. records, Place.Is(newest)]).As("p");
            return new ByDay(Query.From(placed).Where(((Expr)Place).Eq(1)).Select(outputs), byDay.Day, []);
        }
    }

    private sealed class OverStandIns(Model of, TableSubstitution substitution) : Model
    {
        public override Layer Layer => of.Layer;

        public override string Name => of.Name;

        public override string Description => of.Description;

        public override IReadOnlyList<Column> Keys => of.Keys;

        protected override Materialization Define() => substitution.In(of.Materialization);
    }
}
