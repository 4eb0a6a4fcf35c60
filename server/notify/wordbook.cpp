#include "server/notify/wordbook.h"

namespace pl::notify {

using nlohmann::json;
using supabase::Query;
using supabase::Setting;
using wording::OfficeWords;

WordBook::WordBook(supabase::RestClient &rest, OfficeIdentity own, std::chrono::milliseconds goodFor, QObject *parent)
    : QObject(parent), m_rest(rest), m_own(std::move(own)), m_goodFor(goodFor)
{
    m_words.office = m_own;
}

void WordBook::follow(supabase::OfficeNews &news)
{
    m_goodFor = supabase::kWithoutNews;
    news.watch({"settings", "message_templates"}, this, [this] {
        m_age.invalidate();
        m_changedMeanwhile = m_isReading;
        fresh();
    });
}

bool WordBook::isFresh() const
{
    return m_age.isValid() && m_age.elapsed() < m_goodFor.count();
}

QFuture<Result<OfficeWords>> WordBook::fresh()
{
    if (isFresh())
        return QtFuture::makeReadyFuture(Result<OfficeWords>(m_words));
    const pl::Answer<OfficeWords> answer;
    m_waiting += answer;
    if (!std::exchange(m_isReading, true))
        read();
    return answer.future();
}

void WordBook::freshen()
{
    const bool hasJustFailed =
        m_failed.isValid() && m_failed.elapsed() < std::chrono::milliseconds(kAfterFailure).count();
    if (isFresh() || hasJustFailed || std::exchange(m_isReading, true))
        return;
    read();
}

/// Settings change often, and a logo is long: it is read when it is another.
void WordBook::read()
{
    m_changedMeanwhile = false;
    onResult(this, supabase::SettingsStore(m_rest).versions(OfficeWords::keys()),
             [this](const Result<QHash<QString, qint64>> &versions) {
                 if (!versions)
                     return finish(versions.error());
                 *versions == m_versions ? readTemplates(m_words) : readSettings();
             });
}

void WordBook::readSettings()
{
    onResult(this, supabase::SettingsStore(m_rest).read(OfficeWords::keys()),
             [this](const Result<QHash<QString, Setting>> &rows) {
                 if (!rows)
                     return finish(rows.error());
                 QHash<QString, json> values;
                 QHash<QString, qint64> versions;
                 for (const Setting &row : *rows) {
                     values.insert(row.key, row.value);
                     versions.insert(row.key, row.version);
                 }
                 m_versions = versions;
                 OfficeWords words = OfficeWords::fromSettings(values);
                 words.office = words.office.orElse(m_own);
                 m_words.office = words.office;
                 m_words.language = words.language;
                 readTemplates(m_words);
             });
}

void WordBook::readTemplates(const OfficeWords &words)
{
    const Query query = Query("message_templates").select(wording::MessageTemplate::columns());
    onResult(this, m_rest.selectAll(query), [this, words](const Result<json> &rows) {
        if (!rows)
            return finish(rows.error());
        OfficeWords whole = words;
        whole.templates = wording::TemplateSet::fromJson(*rows);
        finish(whole);
    });
}

void WordBook::finish(const Result<OfficeWords> &words)
{
    if (words && m_changedMeanwhile)
        return read();
    m_isReading = false;
    words ? m_failed.invalidate() : m_failed.start();
    if (words) {
        m_words = *words;
        m_age.start();
    }
    const auto waiting = std::exchange(m_waiting, {});
    for (const pl::Answer<OfficeWords> &answer : waiting)
        answer.finish(words);
}

Message messageFrom(const wording::MessageText &text, const OfficeIdentity &office)
{
    Message message;
    message.subject = text.subject;
    message.text = text.text;
    message.html = text.html;
    message.fromName = office.name;
    message.replyTo = office.replyTo;
    message.logo = text.html.isEmpty() ? QByteArray() : office.logo;
    return message;
}

} // namespace pl::notify
