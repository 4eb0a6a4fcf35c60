#include "server/main/commands/importfile.h"

#include "models/base/answer.h"
#include "models/domain/dispatchsettings.h"
#include "models/importing/columnguess.h"
#include "models/importing/sheetreader.h"
#include "models/supabase/restclient.h"
#include "server/main/commands/command.h"
#include "server/main/commands/options.h"

#include <QFile>
#include <QFileInfo>

namespace pl {

using importing::Field;
using nlohmann::json;
using supabase::Query;

namespace {

const QStringList kMatches{QStringLiteral("email"), QStringLiteral("phone"), QStringLiteral("external-id")};

QStringList settingKeys()
{
    QStringList keys;
    for (const QByteArray &key : DispatchSettings::keys())
        keys += QString::fromLatin1(key);
    return keys;
}

template <class T>
Result<> addRows(importing::KnownRows &known, const json &rows)
{
    for (const json &row : rows) {
        const auto item = T::fromJson(row);
        if (!item)
            return item.error();
        known.add(*item);
    }
    return {};
}

QString fieldNames(ImportKind kind)
{
    QStringList names;
    for (const Field field : importing::fieldsOf(kind))
        names += QString(enumName(field));
    return names.join(QStringLiteral(", "));
}

} // namespace

void ImportFile::describe(CLI::App &app)
{
    addArgument(app, "FILE", m_path, "A CSV, TSV or Excel (.xlsx) file.");
    addText(app, "--kind", "KIND", m_kindWord, "What its rows are: leads or plumbers.")
        ->check(oneOf({QStringLiteral("leads"), QStringLiteral("plumbers")}));
    addText(app, "--update-by", "WHAT", m_updateBy,
            "Change who is there already, found by email, phone, or external-id. Default: leave them as they are")
        ->check(oneOf(kMatches));
    addList(app, "--map", "COLUMN=FIELD", m_map,
            "What a column means, such as \"Cell=phone_number\" or \"Fax=ignore\"; may be repeated. Default: by names");
    addFlag(app, "--charge", m_charges, "Charge plumbers for the leads that the file assigns to them.");
    addFlag(app, "--tell", m_tells, "Tell plumbers and customers of what the file assigns.");
    addFlag(app, "--dry-run", m_isDryRun, "Only say what would happen.");
}

Result<> ImportFile::read()
{
    const auto kind = enumFromName<ImportKind>(m_kindWord);
    if (m_path.isEmpty() || !kind)
        return usageError(QStringLiteral("Usage: import FILE --kind leads|plumbers, import list, or import undo ID"));
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("%1 can't be read: %2.").arg(m_path, file.errorString())};
    if (file.size() > importing::kMaxFileBytes)
        return Error{ErrorCode::TooLarge, QStringLiteral("%1 is larger than 512 MB.").arg(m_path)};
    auto sheet = importing::readSheet(file.readAll(), QFileInfo(m_path).fileName());
    if (!sheet)
        return sheet.error();
    m_sheet = std::move(*sheet);
    m_known = importing::KnownRows(*kind);
    m_rules.kind = *kind;
    m_rules.fields = importing::guessColumns(m_sheet.header, *kind);
    m_rules.now = Timestamp::now();
    if (const auto match = enumFromName<importing::MatchBy>(m_updateBy)) {
        m_rules.matchBy = {*match};
        m_rules.onMatch = importing::OnMatch::Update;
    }
    return mapColumns();
}

/// What is given by hand counts more than a guess, which then leaves its field to it.
Result<> ImportFile::mapColumns()
{
    for (const QString &entry : std::as_const(m_map)) {
        const qsizetype sign = entry.lastIndexOf(u'=');
        const auto field = enumFromName<Field>(QStringView(entry).mid(sign + 1));
        const qsizetype column = m_sheet.header.indexOf(entry.left(std::max<qsizetype>(sign, 0)));
        if (sign < 1 || !field || !importing::fieldsOf(m_rules.kind).contains(*field))
            return usageError(QStringLiteral("\"%1\" must be COLUMN=FIELD with one of these fields: %2")
                                  .arg(entry, fieldNames(m_rules.kind)));
        if (column < 0)
            return usageError(QStringLiteral("The file has no column \"%1\".").arg(entry.left(sign)));
        const qsizetype guessed = m_rules.fields.indexOf(*field);
        if (guessed >= 0 && *field != Field::Note)
            m_rules.fields[guessed] = Field::Ignore;
        m_rules.fields[column] = *field;
    }
    return {};
}

QFuture<Result<ImportOrder>> ImportFile::check(supabase::RestClient &rest)
{
    const Answer<ImportOrder> answer;
    const auto ends = [answer](const auto &result) {
        if (!result)
            answer.finish(result.error());
        return !result;
    };
    if (ends(read()))
        return answer.future();
    const auto withLeads = [this, answer, ends](const Result<json> &rows) {
        if (!ends(rows) && !ends(addRows<Lead>(m_known, *rows)))
            answer.finish(checked());
    };
    const auto withPlumbers = [this, answer, ends, withLeads, &rest](const Result<json> &rows) {
        if (ends(rows) || ends(addRows<Plumber>(m_known, *rows)))
            return;
        if (m_rules.kind == ImportKind::Plumbers)
            return answer.finish(checked());
        onResult(this, rest.selectAll(Query("leads").select(Lead::columns()).isNull("withdrawn_at")), withLeads);
    };
    const auto withServices = [this, ends, withPlumbers, &rest](const Result<json> &rows) {
        if (ends(rows))
            return;
        for (const json &row : *rows)
            m_rules.services += JsonReader(row).string("name");
        onResult(this, rest.selectAll(Query("plumbers").select(Plumber::columns()).isNull("withdrawn_at")),
                 withPlumbers);
    };
    const auto withSettings = [this, ends, withServices, &rest](const Result<json> &rows) {
        const auto rules = rows.andThen([](const json &list) { return DispatchSettings::fromJson(list); });
        if (ends(rules))
            return;
        m_rules.zone = rules->timeZone.isEmpty() ? QTimeZone::systemTimeZone() : QTimeZone(rules->timeZone);
        onResult(this, rest.selectJson(Query("services").select("name").order("name")), withServices);
    };
    onResult(this, rest.selectJson(Query("settings").select("key,value").in("key", settingKeys())), withSettings);
    return answer.future();
}

Result<ImportOrder> ImportFile::checked()
{
    auto checked = importing::checkSheet(m_sheet, m_rules, m_known);
    if (!checked)
        return checked.error();
    m_checked = std::move(*checked);
    ImportOrder order = m_checked.order(QFileInfo(m_path).fileName());
    order.charges = m_charges;
    order.tells = m_tells;
    return order;
}

std::vector<RowFault> ImportFile::faults(const std::optional<ImportOutcome> &outcome) const
{
    std::vector<RowFault> all = m_checked.faults();
    if (outcome)
        all.insert(all.end(), outcome->faults.begin(), outcome->faults.end());
    std::sort(all.begin(), all.end(), [](const RowFault &a, const RowFault &b) { return a.line < b.line; });
    return all;
}

} // namespace pl
