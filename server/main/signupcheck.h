#pragma once

#include "models/supabase/restclient.h"

#include <QTimer>

namespace pl {

/// Asks the project's Auth regularly whether strangers can create accounts there, and reports when that changes. Row
/// level security shows such an account nothing, but it is one more way in, and clutters the project.
class SignUpCheck : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds period = std::chrono::hours(1);
        std::chrono::milliseconds afterFailure = std::chrono::minutes(1);
    };
    /// `rest` must outlive this. `url` is the project's, for the sentence.
    SignUpCheck(supabase::RestClient &rest, QString url, Pace pace, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// Strangers can sign up; the sentence says so and what to do. Not repeated until sign-up is closed again.
    void open(const QString &sentence);
    /// They can't: emitted with the first answer, and when it was fixed.
    void closed();

private:
    void ask();
    void onAnswer(const Result<nlohmann::json> &settings);

    supabase::RestClient &m_rest;
    const QString m_url;
    const Pace m_pace;
    QTimer m_timer;
    std::optional<bool> m_isOpen; // unknown until there is an answer
};

} // namespace pl
