#include "server/main/signupcheck.h"

#include "models/base/onresult.h"

namespace pl {

SignUpCheck::SignUpCheck(supabase::RestClient &rest, QString url, Pace pace, QObject *parent)
    : QObject(parent), m_rest(rest), m_url(std::move(url)), m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SignUpCheck::ask);
}

void SignUpCheck::start()
{
    ask();
}

void SignUpCheck::ask()
{
    const supabase::HttpRequest request{"GET", "/auth/v1/settings", {{"Accept", "application/json"}}};
    onResult(this, m_rest.send(request, true).then(supabase::jsonFromResponse),
             [this](const Result<nlohmann::json> &settings) { onAnswer(settings); });
}

/// If the store does not answer, StoreCheck says why.
void SignUpCheck::onAnswer(const Result<nlohmann::json> &settings)
{
    const auto word =
        settings && settings->is_object() ? settings->value("disable_signup", nlohmann::json()) : nlohmann::json();
    m_timer.start(word.is_boolean() ? m_pace.period : m_pace.afterFailure);
    if (!word.is_boolean())
        return;
    const bool isOpen = !word.get<bool>();
    if (std::exchange(m_isOpen, isOpen) == isOpen)
        return;
    if (!isOpen)
        return Q_EMIT closed();
    Q_EMIT open(
        QStringLiteral("Strangers can sign up for the project at %1. Turn off \"Allow new users to sign up\" in its "
                       "dashboard under Authentication, Sign In / Providers.")
            .arg(m_url));
}

} // namespace pl
