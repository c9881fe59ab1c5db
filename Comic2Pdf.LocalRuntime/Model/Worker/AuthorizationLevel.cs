// Mirrors Microsoft.Azure.Functions.Worker.Extensions.Http 3.3.0 (see docs/local-runtime.md, "The mirrored model").
namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key an HTTP function asks for. User and System are refused when the host starts.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
