using System.Globalization;
using Tracklake.Sources.Imports.Responses;

namespace Tracklake.Core.Tests.Imports.Responses;

public sealed class DayInPathTests
{
    [Theory]
    [InlineData("2026-08-02/artists/drake.json", "2026-08-02")]
    [InlineData("artists/drake_20260802.json", "2026-08-02")]
    [InlineData("artists/drake_20260802T101112.json", "2026-08-02")]
    [InlineData("artists/drake-20260802101112.json", "2026-08-02")]
    [InlineData("2026/08/02/drake.json", "2026-08-02")]
    [InlineData("2026/8/2/drake.json", "2026-08-02")]
    [InlineData("year=2026/month=08/day=02/part.json", "2026-08-02")]
    [InlineData("dt=2026-08-02/part.json", "2026-08-02")]
    [InlineData("2026_08_02.json", "2026-08-02")]
    [InlineData("backup-2026-09-01/2026-08-02/drake.json", "2026-08-02")]
    [InlineData("2026-08-02/taken 2026-08-03.json", "2026-08-03")]
    [InlineData("2026-13-02/drake.json", null)]
    [InlineData("2026-02-30/drake.json", null)]
    [InlineData("1998-05-01/drake.json", null)]
    [InlineData("tracks/7A20260802bcdefghijklm.json", null)]
    [InlineData("tracks/120260802.json", null)]
    [InlineData("drake.json", null)]
    public void The_day_nearest_to_the_file_counts(string path, string? day) =>
        Assert.Equal(day is null ? null : Day(day), DayInPath.Find(path));

    [Theory]
    [InlineData("/raw/2026-08-04/artists", "2026-08-04")]
    [InlineData("/raw/2026/08/04", "2026-08-04")]
    [InlineData("/raw/year=2026/month=8/day=4/x", "2026-08-04")]
    [InlineData("/backup-2026-09-01/raw", null)]
    [InlineData("/x/responses_2026-08-04", "2026-08-04")]
    public void A_folder_above_counts_only_when_all_its_name_is_a_day(string root, string? day) =>
        Assert.Equal(day is null ? null : Day(day), DayInPath.Above(root));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
