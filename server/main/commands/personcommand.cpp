#include "server/main/commands/personcommand.h"

#include "models/base/jsonmember.h"
#include "models/customer/givenfile.h"
#include "models/domain/contactfields.h"
#include "models/domain/dispatchsettings.h"
#include "models/domain/officeidentity.h"
#include "models/supabase/settingsstore.h"
#include "server/main/commands/intaketable.h"
#include "server/main/commands/options.h"

#include <cstdio>

namespace pl {

using namespace Qt::StringLiterals;
using nlohmann::json;
using namespace customer;

namespace {

QString countText(std::size_t count)
{
    return QString::number(count);
}

QByteArray fileText(const PersonFile &file)
{
    QList<QStringList> leads{
        {u"LEAD"_s, u"RECEIVED"_s, u"NAME"_s, u"STATUS"_s, u"PLUMBER"_s, u"HISTORY"_s, u"MESSAGES"_s, u"PAYMENTS"_s}};
    for (const LeadFile &lead : file.leads) {
        const QString name = jsonText(lead.lead, "first_name") + u' ' + jsonText(lead.lead, "last_name");
        const QString plumber = file.plumbers.value(idIn(lead.lead, "assigned_plumber_id"));
        leads += {lead.id.toString(QUuid::WithoutBraces),
                  jsonText(lead.lead, "created_at").left(16),
                  terminalText(name.trimmed()).simplified(),
                  jsonText(lead.lead, "status") + (lead.isDuplicate() ? u", duplicate"_s : QString()),
                  plumber.isEmpty() ? u"-"_s : terminalText(plumber).simplified(),
                  countText(lead.history.size()),
                  countText(lead.messages.size()),
                  countText(lead.payments.size())};
    }
    const QList<QStringList> rest{{u"replies"_s, countText(file.replies.size())},
                                  {u"to sort, and bodies"_s, countText(file.items.size())},
                                  {u"waiting in the journal"_s, countText(file.journal.size())},
                                  {u"asked not to get"_s, countText(file.refusals.size())}};
    return printedTable(leads) + '\n' + printedTable(rest) + "\nWith --json, everything.\n";
}

} // namespace

Result<OpenEntries> journalIn(const DataDir &dataDir)
{
    auto file = journal::JournalFile::open(dataDir.file("journal.sqlite"));
    if (!file && file.error().code == ErrorCode::NotFound)
        return OpenEntries();
    if (!file)
        return file.error();
    return openEntriesOf(std::make_shared<journal::JournalFile>(std::move(*file)));
}

void PersonCommand::describe(CLI::App &app)
{
    app.footer("person --phone 512-555-0143\n"
               "person --name Gonzalez\n"
               "person give --email maria@example.com");
    m_who.describe(app, true);
    addDataOption(app, dataPath());
    addJsonOption(app, m_asJson);
    CLI::App &giving =
        addVerb(app, "give", "Prints it in plain words for the person who asks, without anybody else's data.",
                "person give --email maria@example.com", [this] { m_gives = true; });
    m_who.describe(giving, true);
    addDataOption(giving, dataPath());
}

void PersonCommand::run()
{
    if (m_who.isEmpty())
        return fail(usageError(u"--phone, --email, or --name is missing."_s));
    const auto key = m_who.key();
    if (!key)
        return fail(key.error());
    key->isEmpty() ? search() : find(*key);
}

void PersonCommand::search()
{
    then((new PersonSearch(rest(), m_who.name, this))->start(),
         [this](const QList<PossiblePerson> &people) { choose(people); });
}

void PersonCommand::choose(const QList<PossiblePerson> &people)
{
    if (people.size() == 1)
        return find(people.first().key);
    if (people.isEmpty())
        return fail({ErrorCode::NotFound, u"No lead has this name."_s});
    QList<QStringList> table{{u"NAME"_s, u"PHONE"_s, u"EMAIL"_s, u"LEADS"_s, u"LAST"_s}};
    for (const PossiblePerson &person : people)
        table += {terminalText(person.name).simplified(), person.key.phone.isEmpty() ? u"-"_s : person.key.phone,
                  person.key.email.isEmpty() ? u"-"_s : terminalText(person.key.email).simplified(),
                  QString::number(person.leads), printedTime(person.lastAt)};
    const QByteArray text = printedTable(table);
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    fail({ErrorCode::Conflict, u"Several people have this name. Use --phone or --email."_s});
}

void PersonCommand::find(const CustomerKey &person)
{
    const auto entries = journalIn(dataDir());
    if (!entries)
        return fail(entries.error());
    then((new PersonFinder(rest(), *entries, person, this))->start(), [this](const FoundPerson &found) {
        if (found.file.isEmpty() && found.file.refusals.empty())
            return fail({ErrorCode::NotFound, u"Nothing is kept about this person."_s});
        m_gives ? give(found.file) : print(found.file);
    });
}

void PersonCommand::print(const PersonFile &file)
{
    note("file_viewed", file, m_asJson ? printed(file.toJson()) : fileText(file));
}

void PersonCommand::give(const PersonFile &file)
{
    QStringList keys = OfficeIdentity::keys();
    for (const QByteArray &key : DispatchSettings::keys())
        keys += QString::fromLatin1(key);
    then(rest().selectJson(supabase::Query("settings").select("key,value").in("key", keys)),
         [this, file](const json &rows) {
             QHash<QString, json> values;
             for (const json &row : rows)
                 values.insert(jsonText(row, "key"), jsonMember(row, "value"));
             const QString office = OfficeIdentity::fromSettings(values).name;
             const QTimeZone zone = DispatchSettings::fromJson(rows).valueOr(DispatchSettings()).zone();
             note("person_exported", file, GivenFile::of(file, office, Timestamp::now(), zone).toText().toUtf8());
         });
}

/// Nothing is shown that isn't noted.
void PersonCommand::note(const char *kind, const PersonFile &file, const QByteArray &output)
{
    json line{{"actor", "server"},
              {"kind", kind},
              {"detail", {{"leads", file.leads.size()}, {"format", m_asJson ? "json" : "text"}}}};
    line["lead_id"] = file.leads.isEmpty() ? json() : toJson(file.leads.last().id);
    then(rest().insert(supabase::Query("activity").select("id"), line),
         [this, output](const json &) { Q_EMIT finished(output); });
}

} // namespace pl
