namespace SampleApi.Accounts;

/// <summary>Someone who can log in and buy.</summary>
public sealed class Customer
{
    public int Id { get; set; }

    public required string Email { get; set; }

    public required string Name { get; set; }

    /// <summary>As <see cref="Accounts.PasswordHash"/> writes it.</summary>
    public required string PasswordHash { get; set; }
}
