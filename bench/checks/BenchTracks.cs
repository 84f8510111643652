using Tracklake.DuckDb;
using Tracklake.Models;

namespace Tracklake.Checks.Bench;

/// <summary>A wide table of tracks of any size, in no order: 31 columns, and 200 checks that all hold.</summary>
internal sealed class BenchTracks : Model
{
    public static readonly Column TrackId = Column.Text("track_id", "Key.").NotNull();
    public static readonly Column TrackName = Column.Text("track_name", "Name.").NotNull();
    public static readonly Column AlbumId = Column.Text("album_id", "Album.").NotNull();
    public static readonly Column AlbumName = Column.Text("album_name", "Album.").NotNull();
    public static readonly Column ArtistId = Column.Text("artist_id", "Artist.").NotNull();
    public static readonly Column ArtistName = Column.Text("artist_name", "Artist.").NotNull();
    public static readonly Column Isrc = Column.Text("isrc", "Code.");
    public static readonly Column Label = Column.Text("label", "Label.");
    public static readonly Column ReleaseDate = Column.Text("release_date", "Release.");
    public static readonly Column AlbumType = Column.Text("album_type", "Kind of album.").NotNull();
    public static readonly Column Length = Column.Text("length_category", "Length.").NotNull();
    public static readonly Column Fame = Column.Text("popularity_category", "Popularity.").NotNull();
    public static readonly Column DiscNumber = Column.Int32("disc_number", "Disc.").NotNull();
    public static readonly Column TrackNumber = Column.Int32("track_number", "Place.").NotNull();
    public static readonly Column TotalTracks = Column.Int32("total_tracks", "Tracks of the album.").NotNull();
    public static readonly Column DurationMs = Column.Int32("duration_ms", "Length.").NotNull();
    public static readonly Column Popularity = Column.Int32("popularity", "Popularity.");
    public static readonly Column Followers = Column.Int64("followers", "Followers of the artist.");
    public static readonly Column Plays = Column.Int64("plays", "Plays.").NotNull();
    public static readonly Column Tempo = Column.Int32("tempo_centibpm", "Tempo.").NotNull();
    public static readonly Column Energy = Column.Int32("energy_permille", "Energy.").NotNull();
    public static readonly Column Valence = Column.Int32("valence_permille", "Valence.").NotNull();
    public static readonly Column Danceability = Column.Int32("danceability_permille", "Danceability.").NotNull();
    public static readonly Column Rank = Column.Int32("rank", "Rank.");
    public static readonly Column Minutes = Column.Decimal("duration_minutes", 18, 2, "Length.").NotNull();
    public static readonly Column Explicit = Column.Boolean("explicit", "Explicit.").NotNull();
    public static readonly Column IsLocal = Column.Boolean("is_local", "Local.").NotNull();
    public static readonly Column ReleasedOn = Column.Date("released_on", "Release.").NotNull();
    public static readonly Column FirstOn = Column.Date("first_observed_on", "First day.").NotNull();
    public static readonly Column LastOn = Column.Date("last_observed_on", "Last day.").NotNull();
    public static readonly Column IngestedAt = Column.Timestamp("ingested_at", "Arrival.").NotNull();

    public static readonly BenchTracks Table = new();

    private static readonly Column[] All =
    [
        TrackId, TrackName, AlbumId, AlbumName, ArtistId, ArtistName, Isrc, Label, ReleaseDate, AlbumType, Length, Fame,
        DiscNumber, TrackNumber, TotalTracks, DurationMs, Popularity, Followers, Plays, Tempo, Energy, Valence,
        Danceability, Rank, Minutes, Explicit, IsLocal, ReleasedOn, FirstOn, LastOn, IngestedAt,
    ];

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
                substr(md5(CAST(i // 12 AS VARCHAR)), 1, 22) AS album_id, 'Album ' || (i // 12 % 50000) AS album_name,
                substr(md5(CAST(i // 120 AS VARCHAR)), 2, 22) AS artist_id, 'Artist ' || (i // 120 % 9000) AS artist_name,
                CASE WHEN i % 7 > 0 THEN 'QZ' || lpad(CAST(i % 999 AS VARCHAR), 3, '0')
                    || lpad(CAST(h % 10000000 AS VARCHAR), 7, '0') END AS isrc,
                CASE WHEN i % 9 > 0 THEN 'Label ' || (i // 120 % 400) END AS label,
                CAST(DATE '1990-01-01' + CAST(h % 10000 AS INTEGER) AS VARCHAR) AS release_date,
                CASE i % 3 WHEN 0 THEN 'album' WHEN 1 THEN 'single' ELSE 'compilation' END AS album_type,
                CASE WHEN d < 180000 THEN 'Short' WHEN d <= 300000 THEN 'Medium' ELSE 'Long' END AS length_category,
                CASE WHEN p >= 70 THEN 'High' WHEN p >= 40 THEN 'Medium' WHEN p >= 0 THEN 'Low' ELSE 'Unknown' END
                    AS popularity_category,
                CAST(1 + i % 3 AS INTEGER) AS disc_number, CAST(1 + i % 12 AS INTEGER) AS track_number,
                CAST(12 + i // 12 % 20 AS INTEGER) AS total_tracks, d AS duration_ms, p AS popularity,
                CASE WHEN i % 11 > 0 THEN CAST(h % 5000000 AS BIGINT) END AS followers, CAST(h % 900000 AS BIGINT) AS plays,
                CAST(6000 + h % 14000 AS INTEGER) AS tempo_centibpm, CAST(h % 1001 AS INTEGER) AS energy_permille,
                CAST(h // 7 % 1001 AS INTEGER) AS valence_permille, CAST(h // 13 % 1001 AS INTEGER) AS danceability_permille,
                CASE WHEN i % 20 = 0 THEN CAST(1 + h % 50 AS INTEGER) END AS rank,
                CAST(d / 60000.0 AS DECIMAL(18, 2)) AS duration_minutes, h % 5 = 0 AS explicit, false AS is_local,
                DATE '1990-01-01' + CAST(h % 10000 AS INTEGER) AS released_on,
                DATE '2020-01-01' + CAST(h % 700 AS INTEGER) AS first_observed_on,
                DATE '2022-06-01' + CAST(h % 700 AS INTEGER) AS last_observed_on,
                TIMESTAMPTZ '2024-06-01 00:00:00+00' + to_seconds(CAST(h % 8000000 AS INTEGER)) AS ingested_at
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
