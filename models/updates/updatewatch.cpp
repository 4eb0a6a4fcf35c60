#include "models/updates/updatewatch.h"

#include "models/base/onresult.h"
#include "models/updates/signedtext.h"

namespace pl::updates {
namespace {

using supabase::HttpResponse;

const QString kOn = QStringLiteral("updates/on");
const QString kAskedAt = QStringLiteral("updates/askedAt");
const QString kProblem = QStringLiteral("updates/problem");
const QString kSeen = QStringLiteral("updates/seen");
const QString kLaterVersion = QStringLiteral("updates/laterVersion");
const QString kLaterUntil = QStringLiteral("updates/laterUntil");

constexpr qint64 kDay = 24 * 3600;
constexpr qint64 kLater = 7 * kDay;

/// Nothing in it says who asks: no cookie, no language, no name but the program's and its version's.
supabase::HttpRequest questionFor(const Channel &channel)
{
    return {.target = channel.target(),
            .headers = {{"Accept", "*/*"}, {"Accept-Language", "*"}, {"Accept-Encoding", "identity"}},
            .timeout = std::chrono::seconds(20),
            .maxBytes = kMaxSignedBytes};
}

} // namespace

UpdateWatch::UpdateWatch(Channel channel, supabase::Transport &transport, QSettings &settings, QVersionNumber own,
                         std::function<Timestamp()> clock, QObject *parent)
    : QObject(parent)
    , m_channel(std::move(channel))
    , m_transport(transport)
    , m_settings(settings)
    , m_own(std::move(own))
    , m_clock(std::move(clock))
    , m_seen(seen())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &UpdateWatch::look);
}

bool UpdateWatch::isOn() const
{
    return isPossible() && m_settings.value(kOn, true).toBool();
}

void UpdateWatch::setOn(bool on)
{
    m_settings.setValue(kOn, on);
    Q_EMIT changed();
}

void UpdateWatch::start()
{
    if (isPossible())
        lookSoon(m_pace.first);
}

void UpdateWatch::lookSoon(std::chrono::milliseconds delay)
{
    m_timer.start(delay);
}

/// A clock that was set back doesn't keep the window from asking.
void UpdateWatch::look()
{
    const auto asked = askedAt();
    const qint64 since = asked ? asked->secondsTo(m_clock()) : kDay;
    if (isOn() && (since >= kDay || since < 0))
        ask();
    lookSoon(m_pace.next);
}

void UpdateWatch::ask()
{
    if (!isPossible() || m_isAsking)
        return;
    m_isAsking = true;
    m_settings.setValue(kAskedAt, m_clock().toString());
    Q_EMIT changed();
    onResult(this, m_transport.send(questionFor(m_channel)),
             [this](const Result<HttpResponse> &answer) { onAnswer(answer); });
}

void UpdateWatch::onAnswer(const Result<HttpResponse> &answer)
{
    m_isAsking = false;
    const Result<Manifest> news = answer.andThen([this](const HttpResponse &response) {
        if (response.status != 200)
            return Result<Manifest>(
                Error{ErrorCode::Unavailable, tr("The server answered with status %1.").arg(response.status)});
        return accepted(response.body);
    });
    m_settings.setValue(kProblem, news ? QString() : news.error().message);
    if (news) {
        m_seen = *news;
        m_settings.setValue(kSeen, answer->body);
    }
    Q_EMIT changed();
}

Result<Manifest> UpdateWatch::accepted(const QByteArray &signedText) const
{
    const Result<Manifest> manifest = verifiedText(signedText, m_channel.keys).andThen(&Manifest::parse);
    if (!manifest)
        return manifest;
    if (m_seen && !manifest->isAtLeast(*m_seen))
        return Error{ErrorCode::Outdated, tr("The answer is older than one that came before.")};
    if (manifest->expiresAt <= m_clock())
        return Error{ErrorCode::Outdated, tr("The answer has expired.")};
    return manifest;
}

/// Checked like an answer: the settings are a file that anything on this computer can write.
std::optional<Manifest> UpdateWatch::seen() const
{
    const Result<Manifest> kept =
        verifiedText(m_settings.value(kSeen).toByteArray(), m_channel.keys).andThen(&Manifest::parse);
    return kept ? std::optional(*kept) : std::nullopt;
}

std::optional<Manifest> UpdateWatch::newer() const
{
    return m_seen && m_seen->version > m_own ? m_seen : std::nullopt;
}

std::optional<Manifest> UpdateWatch::notice() const
{
    const std::optional<Manifest> version = isOn() ? newer() : std::nullopt;
    if (!version || m_settings.value(kLaterVersion).toString() != version->version.toString())
        return version;
    const auto until = Timestamp::parse(m_settings.value(kLaterUntil).toString());
    const bool isPutOff = until && m_clock() < *until && m_clock().secondsTo(*until) <= kLater;
    return isPutOff ? std::nullopt : version;
}

void UpdateWatch::putOff()
{
    const std::optional<Manifest> version = newer();
    if (!version)
        return;
    m_settings.setValue(kLaterVersion, version->version.toString());
    m_settings.setValue(kLaterUntil, m_clock().addSeconds(kLater).toString());
    Q_EMIT changed();
}

std::optional<Timestamp> UpdateWatch::askedAt() const
{
    return Timestamp::parse(m_settings.value(kAskedAt).toString());
}

QString UpdateWatch::problem() const
{
    return m_settings.value(kProblem).toString();
}

} // namespace pl::updates
