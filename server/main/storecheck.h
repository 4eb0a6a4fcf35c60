#pragma once

#include "models/supabase/restclient.h"

#include <QTimer>

namespace pl {

/// Asks the store regularly whether it can be used, and reports when that changes, in one sentence with what to do.
/// Warns once if this machine's clock differs from the store's.
class StoreCheck : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds whileGood = std::chrono::minutes(10);
        std::chrono::milliseconds whileBad = std::chrono::seconds(30);
    };
    /// `rest` must outlive this. `url` is the project's, for the sentences.
    StoreCheck(supabase::RestClient &rest, QString url, Pace pace, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// The store can be used, for the first time or again.
    void usable();
    /// It can't; `reason` is a sentence. Emitted again only when the reason changes.
    void unusable(const QString &reason);
    /// This machine's clock is this many seconds ahead of the store's (negative: behind).
    void clockDiffers(qint64 seconds);

private:
    void ask();
    void onAnswer(const Result<supabase::HttpResponse> &answer);
    void compareClocks(const supabase::HttpResponse &answer);
    QString sentenceFor(const Error &error) const;

    supabase::RestClient &m_rest;
    const QString m_url;
    const Pace m_pace;
    QTimer m_timer;
    QString m_reason = QStringLiteral("-"); // the last one reported; empty while the store is usable
    bool m_isClockReported = false;
};

} // namespace pl
