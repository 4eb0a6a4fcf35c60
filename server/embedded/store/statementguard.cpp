#include "server/embedded/store/statementguard.h"

#include <QRegularExpression>

#include <sqlite3.h>

#include <memory>

namespace pl::embedded {
namespace {

/// PCRE2's limit counts steps from one start position in the text. With the low limit the whole text is tried at once,
/// in milliseconds; with the high limit one position at a time, checking the clock after each.
constexpr int kStepsForWholeText = 1000;
constexpr int kStepsForOnePlace = 500'000;
constexpr qsizetype kWholeText = 8 * 1024;

QRegularExpression limited(const QString &pattern, int steps)
{
    return QRegularExpression(QStringLiteral("(*LIMIT_MATCH=%1)").arg(steps) + pattern,
                              QRegularExpression::DontCaptureOption);
}

/// A pattern that one statement uses for many rows.
class Pattern
{
public:
    explicit Pattern(const QString &text) : m_text(text), m_whole(limited(text, kStepsForWholeText)) {}

    /// Empty if time is up, or if even one position takes too many steps.
    std::optional<bool> isIn(const QString &text, const StatementGuard &guard)
    {
        if (guard.isOver())
            return std::nullopt;
        if (text.size() <= kWholeText) {
            const auto match = m_whole.match(text);
            if (match.isValid())
                return match.hasMatch();
        }
        return isAtAnyPlace(text, guard);
    }

private:
    std::optional<bool> isAtAnyPlace(const QString &text, const StatementGuard &guard)
    {
        if (m_place.pattern().isEmpty())
            m_place = limited(m_text, kStepsForOnePlace);
        for (qsizetype place = 0; place <= text.size(); ++place) {
            if (place > 0 && place < text.size() && text[place].isLowSurrogate())
                continue;
            const auto match = m_place.match(text, place, QRegularExpression::NormalMatch,
                                             QRegularExpression::AnchorAtOffsetMatchOption);
            if (match.hasMatch() || !match.isValid())
                return match.isValid() ? std::optional(true) : std::nullopt;
            if (guard.isOver())
                return std::nullopt;
        }
        return false;
    }

    const QString m_text;
    const QRegularExpression m_whole;
    QRegularExpression m_place; // empty until it is needed
};

QString textOf(sqlite3_value *value)
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return QString::fromUtf8(bytes, sqlite3_value_bytes(value));
}

StatementGuard &guardOf(sqlite3_context *context)
{
    return *static_cast<StatementGuard *>(sqlite3_user_data(context));
}

/// regexp(pattern, text), which SQLite calls for `text regexp pattern`.
void isMatch(sqlite3_context *context, int, sqlite3_value **values)
{
    auto *pattern = static_cast<Pattern *>(sqlite3_get_auxdata(context, 0));
    std::unique_ptr<Pattern> made;
    if (pattern == nullptr) {
        made = std::make_unique<Pattern>(textOf(values[0]));
        pattern = made.get();
    }
    if (const auto found = pattern->isIn(textOf(values[1]), guardOf(context)))
        sqlite3_result_int(context, *found ? 1 : 0);
    else
        sqlite3_result_error_code(context, SQLITE_INTERRUPT);
    if (made)
        sqlite3_set_auxdata(context, 0, made.release(), [](void *kept) { delete static_cast<Pattern *>(kept); });
}

void countRow(sqlite3_context *context, int, sqlite3_value **values)
{
    StatementGuard &guard = guardOf(context);
    guard.bytes += sqlite3_value_bytes(values[0]);
    if (++guard.rows > StatementGuard::kEmbeddedRows || guard.bytes > StatementGuard::kEmbeddedBytes)
        sqlite3_result_error_toobig(context);
    else
        sqlite3_result_value(context, values[0]);
}

} // namespace

void addGuardedFunctions(sqlite3 *connection, StatementGuard &guard)
{
    constexpr int kPlain = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    sqlite3_create_function_v2(connection, "regexp", 2, kPlain, &guard, &isMatch, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(connection, "_counted", 1, SQLITE_UTF8, &guard, &countRow, nullptr, nullptr, nullptr);
}

} // namespace pl::embedded
