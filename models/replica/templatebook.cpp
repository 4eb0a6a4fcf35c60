#include "models/replica/templatebook.h"

#include "models/base/jsonmember.h"
#include "models/wording/sampleoffice.h"
#include "models/wording/templatecheck.h"

namespace pl::replica {

using nlohmann::json;
using supabase::GuardedWrite;
using supabase::Query;
using supabase::Setting;
using supabase::SettingsStore;
using wording::MessageTemplate;
using wording::OfficeWords;

namespace {

constexpr qint64 kLinkGoodForSeconds = 7 * 86'400;

QStringList keysRead()
{
    return OfficeWords::keys() + QStringList{supabase::kChargeWhen, supabase::kPublicUrl};
}

Error changedMeanwhile()
{
    return {ErrorCode::Outdated, TemplateBook::tr("Somebody else changed this a moment ago. Try again to replace their "
                                                  "version.")};
}

json valueOf(const OfficeWords &words, const QString &key)
{
    return key == OfficeWords::kLanguage ? toJson(words.language) : words.office.value(key);
}

} // namespace

TemplateBook::TemplateBook(supabase::RestClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void TemplateBook::follow(supabase::OfficeNews &news)
{
    news.watch({"settings", "message_templates"}, this, [this] { load(); });
}

/// A logo is long, and settings change often: the values are read when one of them is another.
void TemplateBook::load()
{
    if (std::exchange(m_isReading, true)) {
        m_readAgain = true;
        return;
    }
    onResult(this, SettingsStore(m_client).versions(keysRead()),
             [this](const Result<QHash<QString, qint64>> &versions) {
                 if (!versions)
                     return ended(versions.error());
                 QHash<QString, qint64> known;
                 for (const Setting &row : std::as_const(m_rows))
                     known.insert(row.key, row.version);
                 m_isLoaded &&known == *versions ? readTemplates() : readSettings();
             });
}

void TemplateBook::readSettings()
{
    onResult(this, SettingsStore(m_client).read(keysRead()), [this](const Result<QHash<QString, Setting>> &rows) {
        if (!rows)
            return ended(rows.error());
        take(*rows);
        readTemplates();
    });
}

void TemplateBook::take(const QHash<QString, Setting> &rows)
{
    m_rows = rows;
    m_words = wordsOfRows();
    m_chargesWhenAccepted = SettingsStore::isWhenAccepted(rows.value(supabase::kChargeWhen).value);
    m_publicUrl = jsonText(rows.value(supabase::kPublicUrl).value);
}

OfficeWords TemplateBook::wordsOfRows() const
{
    QHash<QString, json> values;
    for (const Setting &row : m_rows)
        values.insert(row.key, row.value);
    OfficeWords words = OfficeWords::fromSettings(values);
    words.templates = m_words.templates;
    return words;
}

void TemplateBook::readTemplates()
{
    onResult(this, m_client.selectAll(Query("message_templates").select(MessageTemplate::columns())),
             [this](const Result<json> &rows) {
                 if (!rows)
                     return ended(rows.error());
                 m_words.templates = wording::TemplateSet::fromJson(*rows);
                 m_isLoaded = true;
                 ended(std::nullopt);
             });
}

void TemplateBook::ended(const std::optional<Error> &failure)
{
    m_failure = failure;
    m_isReading = false;
    if (std::exchange(m_readAgain, false))
        return load();
    Q_EMIT changed();
}

wording::Facts TemplateBook::factsOf(const Lead &lead, const std::optional<Plumber> &plumber, Timestamp now) const
{
    wording::Facts facts = sampleFacts(now);
    facts.lead = lead;
    if (plumber)
        facts.plumber = plumber;
    facts.linkExpires = lead.assignedAt.value_or(now).addSeconds(kLinkGoodForSeconds);
    return facts;
}

wording::Facts TemplateBook::sampleFacts(Timestamp now) const
{
    return wording::sampleFacts(m_publicUrl, m_chargesWhenAccepted, now);
}

QFuture<Result<MessageTemplate>> TemplateBook::write(const MessageTemplate &seen,
                                                     const std::optional<wording::TemplateText> &text)
{
    if (text)
        if (const Result<> usable = wording::checkTemplate(seen.key, *text); !usable)
            return QtFuture::makeReadyFuture(Result<MessageTemplate>(usable.error()));
    const Written answer;
    MessageTemplate row = seen;
    row.subject = text ? text->subject : QString();
    row.body = text ? std::optional(text->body) : std::nullopt;
    if (seen.version == 0) {
        add(row, answer);
        return answer.future();
    }
    const json changes{{"subject", toJson(row.subject)}, {"body", toJson(row.body)}};
    onResult(this, m_client.guardedUpdate<MessageTemplate>("message_templates", seen.id, seen.version, changes),
             [this, answer](const Result<GuardedWrite<MessageTemplate>> &outcome) {
                 if (!outcome)
                     return answer.finish(outcome.error());
                 if (!outcome->somebodyWasFaster())
                     return apply(*outcome->row, answer);
                 load();
                 answer.finish(changedMeanwhile());
             });
    return answer.future();
}

void TemplateBook::add(const MessageTemplate &row, const Written &answer)
{
    // The id is made here: a second try after a lost answer can't add it twice.
    const QUuid id = QUuid::createUuid();
    const json values{{"id", toJson(id)},
                      {"name", toJson(row.key.name)},
                      {"channel", toJson(row.key.channel)},
                      {"language", toJson(row.key.language)},
                      {"subject", toJson(row.subject)},
                      {"body", toJson(row.body)}};
    const Query query =
        Query("message_templates").onConflict("name,channel,language").select(MessageTemplate::columns());
    onResult(this, m_client.insert(query, values, supabase::OnConflict::IgnoreDuplicates),
             [this, id, answer](const Result<json> &rows) {
                 if (rows && rows->empty())
                     return fetchAdded(id, answer);
                 const auto added = rows.andThen([](const json &list) { return MessageTemplate::fromJson(list[0]); });
                 added ? apply(*added, answer) : answer.finish(added.error());
             });
}

/// Ours after all, when the first answer was lost; otherwise somebody else's.
void TemplateBook::fetchAdded(const QUuid &id, const Written &answer)
{
    const Query query = Query("message_templates").select(MessageTemplate::columns()).eq("id", id);
    onResult(this, m_client.select<MessageTemplate>(query), [this, answer](const Result<QList<MessageTemplate>> &rows) {
        if (!rows)
            return answer.finish(rows.error());
        if (!rows->isEmpty())
            return apply(rows->first(), answer);
        load();
        answer.finish(changedMeanwhile());
    });
}

void TemplateBook::apply(const MessageTemplate &row, const Written &answer)
{
    m_words.templates.put(row);
    Q_EMIT changed();
    answer.finish(row);
}

QFuture<Result<OfficeWords>> TemplateBook::changeOffice(const OfficeWords &wanted)
{
    const Result<OfficeIdentity> office = checkOffice(wanted.office);
    if (!office)
        return QtFuture::makeReadyFuture(Result<OfficeWords>(office.error()));
    const OfficeWords usable{*office, wanted.language, {}};
    QList<Setting> rows;
    for (const QString &key : OfficeWords::keys())
        if (const json value = valueOf(usable, key); value != valueOf(m_words, key))
            rows += Setting{key, value, m_rows.value(key).version};
    const Changed answer;
    writeNext(rows, answer);
    return answer.future();
}

void TemplateBook::writeNext(QList<Setting> wanted, const Changed &answer)
{
    if (wanted.isEmpty()) {
        m_words = wordsOfRows();
        Q_EMIT changed();
        return answer.finish(m_words);
    }
    const Setting next = wanted.takeFirst();
    const SettingsStore store(m_client);
    if (next.exists())
        return onResult(this, store.replace(next, next.value),
                        [this, wanted, answer](const Result<Setting> &row) { wrote(row, wanted, answer); });
    onResult(this, store.add(next.key, next.value), [this, next, wanted, answer](const Result<> &added) {
        wrote(added ? Result<Setting>(Setting{next.key, next.value, 1}) : added.error(), wanted, answer);
    });
}

void TemplateBook::wrote(const Result<Setting> &row, const QList<Setting> &rest, const Changed &answer)
{
    if (row) {
        m_rows.insert(row->key, *row);
        return writeNext(rest, answer);
    }
    if (row.error().code != ErrorCode::Outdated)
        return answer.finish(row.error());
    load();
    answer.finish(changedMeanwhile());
}

} // namespace pl::replica
