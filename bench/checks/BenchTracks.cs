using Tracklake.DuckDb;
using Tracklake.Models;

namespace Tracklake.Checks.Bench;

/// <summary>A table of tracks of any size, in no order, with 15 columns, and 200 checks that all hold.</summary>
internal sealed class BenchTracks : Model
{
    public static readonly Column TrackId = Column.Text("track_id", "Key.").NotNull();
    public static readonly Column TrackName = Column.Text("track_name", "Name.").NotNull();
    public static readonly Column AlbumId = Column.Text("album_id", "Album.").NotNull();
    public static readonly Column DiscNumber = Column.Int32("disc_number", "Disc.").NotNull();
    public static readonly Column TrackNumber = Column.Int32("track_number", "Place.").NotNull();
    public static readonly Column DurationMs = Column.Int32("duration_ms", "Length.").NotNull();
    public static readonly Column Explicit = Column.Boolean("explicit", "Explicit.").NotNull();
    public static readonly Column IsLocal = Column.Boolean("is_local", "Local.").NotNull();
    public static readonly Column Popularity = Column.Int32("popularity", "Popularity.");
    public static readonly Column Isrc = Column.Text("isrc", "Code.");
    public static readonly Column FirstOn = Column.Date("first_observed_on", "First day.").NotNull();
    public static readonly Column LastOn = Column.Date("last_observed_on", "Last day.").NotNull();
    public static readonly Column Minutes = Column.Decimal("duration_minutes", 18, 2, "Length.").NotNull();
    public static readonly Column Length = Column.Text("length_category", "Length.").NotNull();
    public static readonly Column Fame = Column.Text("popularity_category", "Popularity.").NotNull();

    private static readonly Column[] All =
    [
        TrackId, TrackName, AlbumId, DiscNumber, TrackNumber, DurationMs, Explicit, IsLocal, Popularity, Isrc, FirstOn,
        LastOn, Minutes, Length, Fame,
    ];

    public static readonly BenchTracks Table = new();

    public override Layer Layer => Layer.Silver;

    public override string Name => "bench_tracks";

    public override string Description => "A row a track.";

    public override IReadOnlyList<Column> Keys => [TrackId];

    public override IReadOnlyList<Check> Checks => CheckMix.All;

    /// <summary>Makes the table as a Parquet file, the same each time.</summary>
    public static void Write(DuckDbSession session, string file, long rows) => session.Execute($"""
        COPY (
            SELECT substr(md5(CAST(i AS VARCHAR)) || md5(CAST(i + 7 AS VARCHAR)), 1, 22) AS track_id,
                'Song ' || (h % 100000) || ' of ' || (i % 977) AS track_name,
                substr(md5(CAST(i // 12 AS VARCHAR)), 1, 22) AS album_id, CAST(1 + i % 3 AS INTEGER) AS disc_number,
                CAST(1 + i % 12 AS INTEGER) AS track_number, d AS duration_ms, h % 5 = 0 AS explicit, false AS is_local,
                p AS popularity,
                CASE WHEN i % 7 > 0 THEN 'QZ' || lpad(CAST(i % 999 AS VARCHAR), 3, '0')
                    || lpad(CAST(h % 10000000 AS VARCHAR), 7, '0') END AS isrc,
                DATE '2020-01-01' + CAST(h % 700 AS INTEGER) AS first_observed_on,
                DATE '2022-06-01' + CAST(h % 700 AS INTEGER) AS last_observed_on,
                CAST(d / 60000.0 AS DECIMAL(18, 2)) AS duration_minutes,
                CASE WHEN d < 180000 THEN 'Short' WHEN d <= 300000 THEN 'Medium' ELSE 'Long' END AS length_category,
                CASE WHEN p >= 70 THEN 'High' WHEN p >= 40 THEN 'Medium' WHEN p >= 0 THEN 'Low' ELSE 'Unknown' END
                    AS popularity_category
            FROM (
                SELECT i, hash(i) AS h, CAST(60000 + hash(i) % 400000 AS INTEGER) AS d,
                    CASE WHEN i % 10 > 0 THEN CAST(hash(i) % 101 AS INTEGER) END AS p
                FROM range({rows}) AS r(i)
            )
        ) TO '{file}' (FORMAT parquet, COMPRESSION zstd)
        """);

    protected override Materialization Define() => new Whole(Query.From(new Given()).Select([.. All.Select(c => c.Is(c))]));

    private sealed class Given : Table
    {
        public override Layer Layer => Layer.Processed;

        public override string Name => "bench_tracks";

        public override string Description => "A row a track.";

        public override IReadOnlyList<Column> Columns => All;
    }
}
