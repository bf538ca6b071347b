namespace PerfAssert;

/// <summary>The same load at several sizes of a store, checked.</summary>
/// <param name="Sizes">Rising.</param>
/// <param name="MaxExponent">The highest growth that is accepted; <see langword="null"/> for none.</param>
internal sealed record VolumeProfile(IReadOnlyList<long> Sizes, double? MaxExponent) : Profile
{
    public override string Attribute => "[VolumeFact]";

    public override string Call => "load.VolumeAsync";

    public override bool HasOwnLevels => false;

    /// <summary>Brings the store to a size, outside the measured time.</summary>
    public Func<long, CancellationToken, Task>? Prepare { get; init; }

    /// <summary>Reads the settings; <see langword="null"/> when something is wrong, which the reader then knows.</summary>
    public static VolumeProfile? Read(VolumeSettings settings, SettingsReader reader)
    {
        var sizes = RowsText.Read(reader, nameof(settings.Rows), settings.Rows);
        if (settings.MaxExponent is not { } most)
            return sizes is null ? null : new VolumeProfile(sizes, null);
        if (most is > 0 and <= 10)
            return sizes is null ? null : new VolumeProfile(sizes, most);
        reader.Report(reader.Stated(nameof(settings.MaxExponent), most), "is no exponent that a growth can be held against", $"Write such as {reader.Wanted(nameof(settings.MaxExponent), 0.2)} for time that hardly depends on the rows, or 1.1 for time in proportion to them.");
        return null;
    }

    public override Profile For(LoadPlan plan) => this;

    public override async Task<ProfileResult> RunAsync(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose) => await AskAsync(run, compose).ConfigureAwait(false);

    /// <exception cref="LoadConfigurationException">Nobody says how the store is filled.</exception>
    public Task<VolumeResult> AskAsync(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose)
    {
        if (Prepare is null)
        {
            throw new LoadConfigurationException([new ConfigurationError(
                "Prepare", "is missing, so nobody fills the store", "Name a method: Prepare = nameof(Fill), with async Task Fill(long rows, CancellationToken cancellationToken).")]);
        }

        return ProfileRun.RunAsync(run, compose, new ProfilePart(null) { JudgesUnexpectedErrors = true }, plan => new VolumeMeasurement(this, plan, run.CancellationToken));
    }
}
