namespace PerfAssert;

/// <summary>An environment's fingerprint in a file, on one line.</summary>
internal static class FingerprintJson
{
    public static string Line(EnvironmentFingerprint fingerprint) => JsonText.Line(
    [
        ("os", JsonText.Of(fingerprint.OperatingSystem)),
        ("architecture", JsonText.Of(fingerprint.Architecture)),
        ("processor", JsonText.Of(fingerprint.Processor)),
        ("cores", JsonText.Of((long)fingerprint.Cores)),
        ("vectorBits", JsonText.Of((long)fingerprint.VectorBits)),
        ("runtime", JsonText.Of(fingerprint.Runtime)),
        ("gc", JsonText.Of(fingerprint.GarbageCollector)),
        ("jit", JsonText.Of(fingerprint.Jit)),
        ("build", JsonText.Of(fingerprint.Build)),
        ("transport", JsonText.Of(fingerprint.Transport)),
    ]);

    public static EnvironmentFingerprint Read(LocatedJson json)
    {
        json.Object("os", "architecture", "processor", "cores", "vectorBits", "runtime", "gc", "jit", "build", "transport");
        return new EnvironmentFingerprint
        {
            OperatingSystem = json.Get("os").String(),
            Architecture = json.Get("architecture").String(),
            Processor = json.Get("processor").String(),
            Cores = json.Get("cores").SmallCount(),
            VectorBits = json.Get("vectorBits").SmallCount(),
            Runtime = json.Get("runtime").String(),
            GarbageCollector = json.Get("gc").String(),
            Jit = json.Get("jit").String(),
            Build = json.Get("build").String(),
            Transport = json.Get("transport").String(),
        };
    }
}
