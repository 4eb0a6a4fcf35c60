#include "server/main/commands/importfile.h"
#include "server/main/commands/intaketable.h"
#include "server/main/commands/storecommand.h"

namespace pl {

using importing::CheckedRow;
using nlohmann::json;

namespace {

/// The rest is in the JSON.
constexpr std::size_t kShownFaults = 20;

QString problemOf(const Error &error)
{
    QStringList parts;
    for (const FieldError &field : error.fields)
        parts += field.field + u' ' + field.detail;
    return parts.isEmpty() ? error.message : parts.join(QStringLiteral("; "));
}

QString wrongLines(const std::vector<RowFault> &faults)
{
    QString text;
    for (std::size_t i = 0; i < std::min(faults.size(), kShownFaults); ++i)
        text += QStringLiteral("Line %1: %2\n")
                    .arg(faults[i].line)
                    .arg(terminalText(problemOf(faults[i].error)).simplified());
    if (faults.size() > kShownFaults)
        text += QStringLiteral("%1 more lines are wrong; --json lists all.\n").arg(faults.size() - kShownFaults);
    return text;
}

json wrongJson(const std::vector<RowFault> &faults)
{
    json all = json::array();
    for (const RowFault &fault : faults)
        all.push_back(json{{"line", fault.line}, {"problem", toJson(problemOf(fault.error))}});
    return all;
}

} // namespace

QByteArray ImportFile::report(const std::optional<ImportOutcome> &outcome, bool asJson) const
{
    const int added = outcome ? outcome->added : m_checked.count(CheckedRow::State::New);
    const int changed = outcome ? outcome->changed : m_checked.count(CheckedRow::State::Changes);
    const int skipped = m_checked.count(CheckedRow::State::Duplicate) + m_checked.count(CheckedRow::State::Same);
    const std::vector<RowFault> wrong = faults(outcome);
    if (asJson)
        return printed({{"id", outcome ? toJson(outcome->id) : json()},
                        {"added", added},
                        {"changed", changed},
                        {"there_already", skipped},
                        {"wrong", wrongJson(wrong)}});
    QString text = wrongLines(wrong);
    text += (outcome ? QStringLiteral("%1 added, %2 changed, %3 already there, %4 wrong.\n")
                     : QStringLiteral("%1 to add, %2 to change, %3 already there, %4 wrong. Nothing was written.\n"))
                .arg(added)
                .arg(changed)
                .arg(skipped)
                .arg(wrong.size());
    if (outcome)
        text += QStringLiteral("To take it back: plumber-leads-server import undo %1\n")
                    .arg(outcome->id.toString(QUuid::WithoutBraces));
    return text.toUtf8();
}

} // namespace pl
