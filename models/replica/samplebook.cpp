#include "models/replica/samplebook.h"

#include "models/base/onresult.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace pl::replica {

namespace {

using nlohmann::json;
using supabase::Query;

/// A test that a crashed server left unfinished blocks others no longer than this.
constexpr qint64 kTestEndsWithinSeconds = 60;

Query testRow()
{
    return Query("settings").select("key,value,version,updated_at").eq("key", QString(MessageTest::kKey));
}

QString somebodyElse()
{
    return SampleBook::tr("Somebody else is sending a test right now. Try again in a minute.");
}

bool isRecent(const json &row)
{
    const auto at = Timestamp::parse(QString::fromStdString(row.value("updated_at", std::string())));
    return at && qAbs(at->secondsTo(Timestamp::now())) < kTestEndsWithinSeconds;
}

} // namespace

struct SampleBook::Wish
{
    MessageTest test;
    QDeadlineTimer deadline;
    Answer<QString> answer = {};
};

SampleBook::SampleBook(supabase::RestClient &client, QObject *parent, TestPace pace)
    : QObject(parent), m_client(client), m_pace(pace)
{
}

void SampleBook::load()
{
    const auto query = Query("settings").select("value").eq("key", QString(MessageSamples::kKey));
    onResult(this, m_client.selectJson(query), [this](const Result<json> &rows) {
        if (!rows)
            return Q_EMIT loadFailed(rows.error());
        if (!rows->empty()) {
            const auto samples = MessageSamples::fromJson((*rows)[0].value("value", json()));
            if (!samples)
                return Q_EMIT loadFailed(samples.error());
            m_samples = *samples;
        }
        Q_EMIT changed();
    });
}

QFuture<Result<QString>> SampleBook::send(const MessagePreview &sample, const QString &recipient)
{
    auto wish = std::make_shared<Wish>();
    wish->test = {MessageTestState::Asked, QUuid::createUuid(), sample.templateName, sample.channel, recipient, {}};
    wish->deadline = QDeadlineTimer(m_pace.patience);
    readTest(wish, [this, wish](const json &row, const MessageTest &found) { ask(wish, row, found); });
    return wish->answer.future();
}

void SampleBook::readTest(const Told &wish, std::function<void(const json &, const MessageTest &)> next)
{
    onResult(this, m_client.selectJson(testRow()), [wish, next = std::move(next)](const Result<json> &rows) {
        if (!rows)
            return wish->answer.finish(rows.error());
        if (rows->empty())
            return wish->answer.finish(tr("No server has sent a message for this office yet. Is it running?"));
        const auto test = MessageTest::fromJson((*rows)[0].value("value", json()));
        next((*rows)[0], test.valueOr(MessageTest()));
    });
}

void SampleBook::ask(const Told &wish, const json &row, const MessageTest &found)
{
    if (found.isUnderWay() && isRecent(row))
        return wish->answer.finish(somebodyElse());
    const auto query = testRow().eq("version", row.value("version", qint64(0)));
    onResult(this, m_client.update(query, {{"value", wish->test.toJson()}}), [this, wish](const Result<json> &rows) {
        if (!rows)
            return wish->answer.finish(rows.error());
        rows->empty() ? wish->answer.finish(somebodyElse()) : lookLater(wish);
    });
}

void SampleBook::lookLater(const Told &wish)
{
    QTimer::singleShot(m_pace.look, this, [this, wish] {
        readTest(wish, [this, wish](const json &, const MessageTest &found) { look(wish, found); });
    });
}

void SampleBook::look(const Told &wish, const MessageTest &found)
{
    if (found.ask != wish->test.ask)
        return wish->answer.finish(somebodyElse());
    if (!found.isUnderWay())
        return wish->answer.finish(found.state == MessageTestState::Sent ? QString() : found.reason);
    if (!wish->deadline.hasExpired())
        return lookLater(wish);
    wish->answer.finish(found.state == MessageTestState::Asked
                            ? tr("The server hasn't picked it up. Is it running?")
                            : tr("The server hasn't reported the outcome. Check whether it arrived."));
}

} // namespace pl::replica
