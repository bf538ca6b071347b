namespace SampleApi.Accounts;

/// <summary>Who wants to log in.</summary>
public sealed record LoginRequest(string Email, string Password);

/// <summary>The token to send as <c>Authorization: Bearer …</c>.</summary>
public sealed record LoginResponse(string Token, int CustomerId, DateTimeOffset ExpiresAt);

/// <summary>Who is logged in.</summary>
public sealed record AccountDetails(int Id, string Email, string Name);
