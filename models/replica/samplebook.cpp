#include "models/replica/samplebook.h"

#include "models/base/onresult.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace pl::replica {

namespace {

using nlohmann::json;
using supabase::Setting;
using supabase::SettingsStore;

/// A test that a crashed server left unfinished blocks others no longer than this.
constexpr qint64 kTestEndsWithinSeconds = 60;

QString somebodyElse()
{
    return SampleBook::tr("Somebody else is sending a test right now. Try again in a minute.");
}

bool isRecent(const Setting &row)
{
    return row.writtenAt && qAbs(row.writtenAt->secondsTo(Timestamp::now())) < kTestEndsWithinSeconds;
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
    onResult(this, SettingsStore(m_client).value(MessageSamples::kKey), [this](const Result<json> &value) {
        if (!value)
            return Q_EMIT loadFailed(value.error());
        if (!value->is_null()) {
            const auto samples = MessageSamples::fromJson(*value);
            if (!samples)
                return Q_EMIT loadFailed(samples.error());
            m_samples = *samples;
        }
        Q_EMIT changed();
    });
}

QFuture<Result<QString>> SampleBook::send(const MessagePreview &sample, const QString &recipient)
{
    MessageTest wish;
    wish.templateName = sample.templateName;
    wish.channel = sample.channel;
    wish.recipient = recipient;
    return send(wish);
}

QFuture<Result<QString>> SampleBook::send(MessageTest test)
{
    test.state = MessageTestState::Asked;
    test.ask = QUuid::createUuid();
    auto wish = std::make_shared<Wish>();
    wish->test = std::move(test);
    wish->deadline = QDeadlineTimer(m_pace.patience);
    readTest(wish, [this, wish](const Setting &row, const MessageTest &found) { ask(wish, row, found); });
    return wish->answer.future();
}

void SampleBook::readTest(const Told &wish, std::function<void(const Setting &, const MessageTest &)> next)
{
    const auto read = SettingsStore(m_client).read(MessageTest::kKey);
    onResult(this, read, [wish, next = std::move(next)](const Result<Setting> &row) {
        if (!row)
            return wish->answer.finish(row.error());
        if (!row->exists())
            return wish->answer.finish(tr("No server has sent a message for this office yet. Is it running?"));
        next(*row, MessageTest::fromJson(row->value).valueOr(MessageTest()));
    });
}

void SampleBook::ask(const Told &wish, const Setting &row, const MessageTest &found)
{
    if (found.isUnderWay() && isRecent(row))
        return wish->answer.finish(somebodyElse());
    const auto written = SettingsStore(m_client).replace(row, wish->test.toJson());
    onResult(this, written, [this, wish](const Result<Setting> &mine) {
        if (mine)
            return lookLater(wish);
        const bool isLost = mine.error().code == ErrorCode::Outdated;
        wish->answer.finish(isLost ? Result<QString>(somebodyElse()) : mine.error());
    });
}

void SampleBook::lookLater(const Told &wish)
{
    QTimer::singleShot(m_pace.look, this, [this, wish] {
        readTest(wish, [this, wish](const Setting &, const MessageTest &found) { look(wish, found); });
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
