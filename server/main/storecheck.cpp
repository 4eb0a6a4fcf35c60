#include "server/main/storecheck.h"

#include "models/base/jsonreader.h"
#include "models/base/onresult.h"
#include "models/supabase/projecttrouble.h"
#include "models/supabase/retry.h"
#include "server/embedded/rest/newsfunction.h"

namespace pl {

namespace {

/// Nobody notices a smaller difference.
constexpr qint64 kToleratedSeconds = 30;

} // namespace

StoreCheck::StoreCheck(supabase::RestClient &rest, QString url, Pace pace, QObject *parent)
    : QObject(parent), m_rest(rest), m_url(std::move(url)), m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &StoreCheck::ask);
}

void StoreCheck::start()
{
    ask();
}

void StoreCheck::ask()
{
    // Every duty relies on it, and it names the project's newest migration.
    onResult(this, m_rest.send({"GET", "/rest/v1/rpc/office_news", {{"Accept", "application/json"}}}, false),
             [this](const Result<supabase::HttpResponse> &answer) { onAnswer(answer); });
}

void StoreCheck::onAnswer(const Result<supabase::HttpResponse> &answer)
{
    if (answer)
        compareClocks(*answer);
    const auto news = supabase::jsonFromResponse(answer);
    const bool isNews = news && news->is_object() && news->contains("leads");
    const bool isOld = isNews && JsonReader(*news).integerOr("schema", 0) < embedded::kSchemaVersion;
    const QString reason = isOld     ? supabase::projectTrouble(404, QStringLiteral("PGRST202"), {}).value_or(QString())
                           : !isNews ? sentenceFor(news ? Error{ErrorCode::Protocol, {}} : news.error())
                                     : QString();
    m_timer.start(reason.isEmpty() ? m_pace.whileGood : m_pace.whileBad);
    if (std::exchange(m_reason, reason) == reason)
        return;
    reason.isEmpty() ? Q_EMIT usable() : Q_EMIT unusable(reason);
}

void StoreCheck::compareClocks(const supabase::HttpResponse &answer)
{
    const auto there = supabase::httpDate(answer.header("Date"));
    if (!there || m_isClockReported)
        return;
    const qint64 ahead = there->secondsTo(Timestamp::now());
    if (std::abs(ahead) <= kToleratedSeconds)
        return;
    m_isClockReported = true;
    Q_EMIT clockDiffers(ahead);
}

/// The client's sentences are for everybody; these are for whoever set the environment.
QString StoreCheck::sentenceFor(const Error &error) const
{
    if (error.code == ErrorCode::Unauthenticated)
        return QStringLiteral("%1 does not accept SUPABASE_SERVICE_KEY. Copy the project's secret (service_role) key "
                              "from its dashboard under Settings, API Keys.")
            .arg(m_url);
    if (error.code == ErrorCode::Protocol || (error.code == ErrorCode::NotFound && error.remoteCode.isEmpty()))
        return QStringLiteral("%1 is not a Supabase project. Check SUPABASE_URL.").arg(m_url);
    return error.message;
}

} // namespace pl
