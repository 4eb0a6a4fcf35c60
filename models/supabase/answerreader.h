#pragma once

#include "models/domain/answerbook.h"
#include "models/supabase/restclient.h"

namespace pl::supabase {

/// Keeps an AnswerBook up to date from the table `lead_events`: first the newest lines, at most 20,000 and none older
/// than 30 days, then what has come since. Lives on the client's thread.
class AnswerReader : public QObject
{
    Q_OBJECT

public:
    /// `client` must outlive the reader.
    explicit AnswerReader(RestClient &client, QObject *parent = nullptr);

    /// Asks for what is new, unless it is asking already; then finished().
    void read(Timestamp now);
    /// Forgets all, also an answer on its way.
    void clear();
    const AnswerBook &book() const { return m_book; }

Q_SIGNALS:
    /// The book is as it was when an error tells that it could not be read.
    void finished(const pl::Result<> &outcome);

private:
    void readBack(Timestamp oldest, qint64 before);
    void readOn();
    void receive(const Query &query, const std::function<void(const QList<LeadEvent> &)> &then);
    void finish(const Result<> &outcome);

    RestClient &m_client;
    AnswerBook m_book;
    QList<LeadEvent> m_first; ///< of the first reading, the newest first
    bool m_reading = false;
    bool m_hasRead = false;
    int m_generation = 0;
};

} // namespace pl::supabase
