using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Filters;

/// <summary>An OData filter from a lambda expression over a row, by the translation rules of the real package.</summary>
internal static class LambdaFilter
{
    /// <exception cref="NotSupportedException">The service cannot evaluate some part of the expression.</exception>
    public static string? Create<T>(Expression<Func<T, bool>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var text = Condition(Folded.By(filter.Body));
        return text == "true" ? null : text;
    }

    private static string Condition(Expression expression) => expression switch
    {
        ConstantExpression { Value: bool truth } => FilterLiteral.Of(truth),
        UnaryExpression { NodeType: ExpressionType.Not } not => $"not ({Condition(not.Operand)})",
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both => Join("and", both),
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either => Join("or", either),
        BinaryExpression { NodeType: var type } relation when Relation(type) is { } name => Compare(name, relation),
        MethodCallExpression { Method.Name: "Equals" } call => Equality(call),
        _ when Plain(expression) is var flag && PropertyName(flag) is { } property => $"{property} eq true",
        MethodCallExpression call => throw new NotSupportedException($"Method {call.Method.Name} not supported."),
        _ => throw Untranslatable(expression),
    };

    private static string Join(string word, BinaryExpression pair) => $"{Operand(pair.Left)} {word} {Operand(pair.Right)}";

    private static string Operand(Expression expression) =>
        expression is ConstantExpression ? Condition(expression) : $"({Condition(expression)})";

    private static string Compare(string relation, BinaryExpression pair)
    {
        var (left, right) = (Plain(pair.Left), Plain(pair.Right));
        if (left is MethodCallExpression call && right is ConstantExpression { Value: 0 } && Compared(call) is var (first, second))
            (left, right) = (first, second);
        return $"{Side(left)} {relation} {Side(right)}";
    }

    private static string Equality(MethodCallExpression call)
    {
        var sides = call.Object is null ? call.Arguments.ToArray() : [call.Object, .. call.Arguments];
        return sides is [var left, var right]
            ? $"{Side(Plain(left))} eq {Side(Plain(right))}"
            : throw new NotSupportedException("Equals method with more than two arguments is not supported.");
    }

    /// <summary>The two sides of string.Compare(a, b) or a.CompareTo(b).</summary>
    private static (Expression, Expression)? Compared(MethodCallExpression call) => call switch
    {
        { Method.Name: "CompareTo", Object: { } left, Arguments: [var right] } => (Plain(left), Plain(right)),
        { Method.Name: "Compare", Object: null, Arguments: [var left, var right] } => (Plain(left), Plain(right)),
        { Method.Name: "Compare" } => throw new NotSupportedException(
            "string.Compare method with more than two arguments is not supported."),
        _ => null,
    };

    private static string Side(Expression side)
    {
        if (side is ConstantExpression constant) return FilterLiteral.Of(constant.Value);
        if (PropertyName(side) is { } name) return name;
        throw side is MethodCallExpression call
            ? new NotSupportedException($"Method {call.Method.Name} not supported.")
            : Untranslatable(side);
    }

    private static string? PropertyName(Expression expression) => expression switch
    {
        MemberExpression { Member: { Name: "Value", DeclaringType.IsGenericType: true }, Expression: { } nullable }
            when Nullable.GetUnderlyingType(nullable.Type) is not null => PropertyName(Plain(nullable)),
        MemberExpression { Member: FieldInfo field } => throw new NotSupportedException(
            $"Referencing public field '{field.Name}' not supported in query option expression. Use public property instead."),
        MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression } => NameOf(property),
        MethodCallExpression { Arguments: [ConstantExpression { Value: string name }], Method: var method }
            when typeof(IDictionary<string, object>).IsAssignableFrom(method.DeclaringType) && IsGetter(method.Name) => name,
        _ => null,
    };

    private static string NameOf(PropertyInfo property)
    {
        if (property.DeclaringType == typeof(TableItem) && property.Name == nameof(TableItem.Name)) return "TableName";

        // The real package compares with the number, but stores the name: such a filter never finds anything.
        if ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum)
            throw new NotSupportedException(
                $"{property.Name} is an enum, which is stored by its name: write the filter with CreateQueryFilter($\"...\").");
        return property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;
    }

    private static bool IsGetter(string method) => method is "get_Item" or nameof(TableEntity.GetBinary)
        or nameof(TableEntity.GetBoolean) or nameof(TableEntity.GetDateTime) or nameof(TableEntity.GetDouble)
        or nameof(TableEntity.GetGuid) or nameof(TableEntity.GetInt32) or nameof(TableEntity.GetInt64)
        or nameof(TableEntity.GetString);

    private static Expression Plain(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert
            ? Plain(convert.Operand)
            : expression;

    private static string? Relation(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        _ => null,
    };

    private static NotSupportedException Untranslatable(Expression expression) =>
        new($"The expression {expression} is not supported.");
}
