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
        readSettings();
    return answer.future();
}

void WordBook::readSettings()
{
    m_changedMeanwhile = false;
    onResult(this, supabase::SettingsStore(m_rest).read(OfficeWords::keys()),
             [this](const Result<QHash<QString, Setting>> &rows) {
                 if (!rows)
                     return finish(rows.error());
                 QHash<QString, json> values;
                 for (const Setting &row : *rows)
                     values.insert(row.key, row.value);
                 OfficeWords words = OfficeWords::fromSettings(values);
                 words.office = words.office.orElse(m_own);
                 readTemplates(words);
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
        return readSettings();
    m_isReading = false;
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
