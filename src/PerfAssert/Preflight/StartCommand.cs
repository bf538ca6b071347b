using System.Text.Json;

namespace PerfAssert;

/// <summary>Finds the project that would listen at an address: its launchSettings.json says so.</summary>
internal static class StartCommand
{
    private const string Settings = "launchSettings.json";

    /// <summary>Levels of folders below the repository's that are looked into.</summary>
    private const int Depth = 5;

    /// <summary>Such as <c>dotnet run --project src/Shop</c>; <see langword="null"/> when no project says that it listens there.</summary>
    /// <param name="address">Of the service.</param>
    /// <param name="from">A folder of the repository, such as the one of the test assembly.</param>
    public static string? For(Uri address, string from)
    {
        try
        {
            return address.IsLoopback && Repository(from) is { } root && Projects(root, address) is [var project]
                ? $"dotnet run --project {Path.GetRelativePath(root, project).Replace('\\', '/')}"
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Repository(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, ".git")) || folder.EnumerateFiles("*.sln*").Any())
                return folder.FullName;
        }

        return null;
    }

    private static List<string> Projects(string root, Uri address)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = Depth, IgnoreInaccessible = true };
        return [.. Directory.EnumerateFiles(root, Settings, options)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "Properties" && Listens(file, address))
            .Select(file => Path.GetDirectoryName(Path.GetDirectoryName(file))!)];
    }

    private static bool Listens(string file, Uri address)
    {
        try
        {
            using var settings = JsonDocument.Parse(File.ReadAllText(file), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return settings.RootElement.TryGetProperty("profiles", out var profiles)
                && profiles.EnumerateObject().Any(profile =>
                    profile.Value.TryGetProperty("applicationUrl", out var urls)
                    && (urls.GetString() ?? "").Split(';').Any(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == address.Scheme && uri.Port == address.Port));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
