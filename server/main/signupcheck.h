#pragma once

#include "models/supabase/restclient.h"

#include <QTimer>

namespace pl {

/// Asks the project's Auth now and then whether strangers can make accounts there, and tells when that changes. Row
/// level security gives such an account nothing, but it is one more way in, and fills the project with names.
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
    SignUpCheck(supabase::RestClient &rest, QString url, QObject *parent = nullptr);
    SignUpCheck(supabase::RestClient &rest, QString url, Pace pace, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// Strangers can sign up; a sentence says so and what to do. Once, until it is closed again.
    void open(const QString &sentence);
    /// They can't: with the first answer, and when it was mended.
    void closed();

private:
    void ask();
    void onAnswer(const Result<nlohmann::json> &settings);

    supabase::RestClient &m_rest;
    const QString m_url;
    const Pace m_pace;
    QTimer m_timer;
    std::optional<bool> m_isOpen; // not known until there was an answer
};

} // namespace pl
