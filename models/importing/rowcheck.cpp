#include "models/importing/rowcheck.h"

#include "models/base/jsonmember.h"
#include "models/importing/filerow.h"

#include <QCoreApplication>

namespace pl::importing {
namespace {

struct CheckWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::RowCheck)
};

const QString &valueOf(const RowColumns &row, MatchBy by)
{
    switch (by) {
    case MatchBy::Email:
        return row.email;
    case MatchBy::Phone:
        return row.phone;
    case MatchBy::ExternalId:
        break;
    }
    return row.externalId;
}

/// Two ids of the same program are two leads, whoever the customer is.
bool isOther(const KnownRow &known, const RowColumns &row)
{
    const auto id = known.columns.find("external_id");
    return id != known.columns.end() && id->is_string() && !row.externalId.isEmpty() && *id != toJson(row.externalId);
}

const KnownRow *matchOf(const RowColumns &row, const ImportRules &rules, const KnownRows &known)
{
    for (const MatchBy by : rules.matchBy)
        if (const KnownRow *match = known.find(by, valueOf(row, by)); match && !isOther(*match, row))
            return match;
    return nullptr;
}

/// By what a row is looked for in the rest of its file.
QStringList keysOf(const RowColumns &row, const ImportRules &rules)
{
    if (!row.externalId.isEmpty())
        return {QStringLiteral("id ") + row.externalId};
    QStringList keys;
    for (const MatchBy by : rules.matchBy)
        if (const QString value = valueOf(row, by).toLower(); !value.isEmpty())
            keys += QString(enumName(by)) + u' ' + value;
    return keys;
}

/// Whether the two say the same; the case of an e-mail address says nothing.
bool isSame(const std::string &column, const nlohmann::json &was, const nlohmann::json &now)
{
    if (column == "email" && was.is_string() && now.is_string())
        return jsonText(was).compare(jsonText(now), Qt::CaseInsensitive) == 0;
    return was == now;
}

/// The columns in which the file differs from the row that is there.
void compare(CheckedRow &checked, const RowColumns &row, const KnownRow &match)
{
    nlohmann::json changes = nlohmann::json::object();
    nlohmann::json before = nlohmann::json::object();
    for (const QString &name : row.given) {
        const std::string column = name.toStdString();
        const auto was = match.columns.value(column, nlohmann::json());
        if (isSame(column, was, row.columns.value(column, nlohmann::json())))
            continue;
        changes[column] = row.columns[column];
        before[column] = was;
    }
    checked.state = changes.empty() ? CheckedRow::State::Same : CheckedRow::State::Changes;
    checked.row.columns = std::move(changes);
    checked.row.before = std::move(before);
    checked.row.changes = match.id;
    checked.row.seenVersion = match.version;
}

/// An e-mail address has one plumber, so a second row with it is never added.
bool mayAdd(const ImportRules &rules)
{
    return rules.onMatch == OnMatch::Add && rules.kind == ImportKind::Leads;
}

void match(CheckedRow &checked, const RowColumns &row, const ImportRules &rules, const KnownRows &known)
{
    const KnownRow *there = matchOf(row, rules, known);
    if (there)
        checked.matchedName = there->name;
    if (!there || mayAdd(rules))
        return;
    compare(checked, row, *there);
    if (rules.onMatch != OnMatch::Update)
        checked.state = CheckedRow::State::Duplicate;
}

/// Two rows with different keys may mean one that is there: the second would change it as it no longer is.
void claim(QHash<QString, int> &lines, CheckedRow &row)
{
    const QString key = QStringLiteral("row ") + row.row.changes->toString();
    row.sameAsLine = lines.value(key, row.row.line) == row.row.line ? 0 : lines.value(key);
    if (row.sameAsLine != 0)
        row.state = CheckedRow::State::Duplicate;
    else
        lines.insert(key, row.row.line);
}

CheckedRow checkRow(CheckedSheet &checked, const Sheet &sheet, std::size_t index, const KnownRows &known)
{
    const ImportRules &rules = checked.rules;
    FileRow file(sheet.rows[index], sheet.header, rules, checked.dayOrders);
    CheckedRow one;
    one.row.line = sheet.rows[index].line();
    const auto row = rules.kind == ImportKind::Leads ? leadColumns(file, known) : plumberColumns(file);
    if (!row) {
        one.state = CheckedRow::State::Wrong;
        one.error = row.error();
        return one;
    }
    one.row.columns = row->columns;
    const QStringList keys = keysOf(*row, rules);
    for (const QString &key : keys)
        if (const int line = checked.lines.value(key, one.row.line); line != one.row.line && one.sameAsLine == 0)
            one.sameAsLine = line;
    if (one.sameAsLine != 0 && !mayAdd(rules)) {
        one.state = CheckedRow::State::Duplicate;
        return one;
    }
    for (const QString &key : keys)
        if (!checked.lines.contains(key))
            checked.lines.insert(key, one.row.line);
    match(one, *row, rules, known);
    if (one.state == CheckedRow::State::Changes)
        claim(checked.lines, one);
    return one;
}

QList<DayOrder> dayOrdersOf(const Sheet &sheet, const QList<Field> &fields)
{
    QList<DayOrder> orders;
    for (int column = 0; column < int(fields.size()); ++column) {
        static const QList<Field> moments{Field::CreatedAt, Field::CompletedAt, Field::LicenseExpires,
                                          Field::InsuranceExpires};
        const bool isMoment = moments.contains(fields.at(column));
        QStringList texts;
        for (const SheetRow &row : sheet.rows)
            if (isMoment)
                texts += row.cell(column);
        orders += dayOrderOf(texts);
    }
    return orders;
}

/// Whether the columns can make a row at all.
Result<> columnsSuffice(const ImportRules &rules)
{
    const auto has = [&rules](Field field) { return rules.fields.contains(field); };
    if (rules.kind == ImportKind::Leads && !has(Field::Email) && !has(Field::Phone))
        return Error{ErrorCode::InvalidInput,
                     CheckWords::tr("Choose which column holds the e-mail addresses or the phone numbers.")};
    const bool hasNames = has(Field::FullName) || (has(Field::FirstName) && has(Field::LastName));
    const bool isWhole = hasNames && has(Field::Email) && has(Field::Phone) && has(Field::Zip);
    if (rules.kind == ImportKind::Plumbers && !isWhole)
        return Error{ErrorCode::InvalidInput,
                     CheckWords::tr("A plumber needs a name, an e-mail address, a phone number and a ZIP code. Choose "
                                    "the columns that hold them.")};
    return Done();
}

} // namespace

int CheckedSheet::count(CheckedRow::State state) const
{
    return int(std::count_if(rows.begin(), rows.end(), [state](const CheckedRow &row) { return row.state == state; }));
}

std::vector<RowFault> CheckedSheet::faults() const
{
    std::vector<RowFault> faults;
    for (const CheckedRow &row : rows)
        if (row.state == CheckedRow::State::Wrong)
            faults.push_back({row.row.line, row.error});
    return faults;
}

ImportOrder CheckedSheet::order(const QString &fileName) const
{
    ImportOrder order;
    order.kind = rules.kind;
    order.fileName = fileName;
    for (const CheckedRow &row : rows)
        if (row.state == CheckedRow::State::New || row.state == CheckedRow::State::Changes)
            order.rows.push_back(row.row);
    return order;
}

Result<CheckedSheet> checkSheet(const Sheet &sheet, const ImportRules &rules, const KnownRows &known,
                                const Watch &watch)
{
    if (const auto suffices = columnsSuffice(rules); !suffices)
        return suffices.error();
    CheckedSheet checked;
    checked.rules = rules;
    checked.dayOrders = dayOrdersOf(sheet, rules.fields);
    checked.rows.reserve(sheet.rows.size());
    const std::size_t step = std::max<std::size_t>(sheet.rows.size() / 100, 500);
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
        checked.rows.push_back(checkRow(checked, sheet, i, known));
        if (i % step != 0)
            continue;
        if (watch.cancelled())
            return Error{ErrorCode::Cancelled, CheckWords::tr("The check was canceled.")};
        watch.tell(double(i) / double(sheet.rows.size()));
    }
    return checked;
}

void recheckRow(CheckedSheet &checked, const Sheet &sheet, std::size_t index, const KnownRows &known)
{
    checked.rows[index] = checkRow(checked, sheet, index, known);
}

} // namespace pl::importing
