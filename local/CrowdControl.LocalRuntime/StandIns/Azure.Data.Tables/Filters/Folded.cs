using System.Linq.Expressions;

namespace Azure.Data.Tables.Filters;

/// <summary>Replaces what does not depend on the row, captured variables and calls alike, by its value.</summary>
internal sealed class Folded : ExpressionVisitor
{
    private Folded()
    {
    }

    public static Expression By(Expression expression) => new Folded().Visit(expression);

    public override Expression Visit(Expression? node)
    {
        if (node is null or ConstantExpression or ParameterExpression or LambdaExpression || DependsOnRow.Check(node))
            return base.Visit(node)!;
        return Expression.Constant(Expression.Lambda(node).Compile(preferInterpretation: true).DynamicInvoke(), node.Type);
    }

    private sealed class DependsOnRow : ExpressionVisitor
    {
        private bool _found;

        public static bool Check(Expression node)
        {
            var search = new DependsOnRow();
            search.Visit(node);
            return search._found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found = true;
            return node;
        }
    }
}
