using System.Security.Cryptography;
using System.Text;
using Tracklake.Models;
using Tracklake.Models.Rendering;

namespace Tracklake.Pipeline;

/// <summary>What a model computes, as a person can read it and as a hash that changes with it.</summary>
/// <param name="Hash">12 hex digits of the SHA-256 of columns and SQL.</param>
/// <param name="Text">The columns as comments, then the DuckDB SQL of the whole table; lines end in \n.</param>
public sealed record ModelDefinition(string Hash, string Text)
{
    /// <summary>The definition of a model as it is now.</summary>
    public static ModelDefinition Of(Model model)
    {
        var hashed = new StringBuilder();
        var text = new StringBuilder();
        foreach (var column in model.Columns)
        {
            hashed.Append(column.Name).Append(' ').Append(column.Type).Append(column.Nullable ? "?\n" : "\n");
            text.Append("-- ").Append(column.Name).Append(' ').Append(column.Type)
                .Append(column.Nullable ? "\n" : " not null\n");
        }
        if (model.Materialization is Appended appended)
        {
            text.Append("\n-- the rows of ").Append(appended.From).Append(", appended\n");
        }
        else
        {
            var sql = new DuckDbRenderer().Render(Refresh.Full(model));
            hashed.Append(sql);
            text.Append('\n').Append(sql).Append('\n');
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed.ToString())))[..12];
        return new ModelDefinition(hash, text.ToString());
    }
}
