#pragma once

#include "models/stats/offerbook.h"
#include "models/supabase/restclient.h"

namespace pl::stats {

/// Keeps an OfferBook from the table `lead_events`, back to the moment that somebody wants to know about: from the
/// newest line back, 1,000 at a time and at most kMaxLines; later what has come since. Lives on the client's thread.
class OfferReader : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kMaxLines = 100'000;

    /// `client` must outlive the reader.
    explicit OfferReader(supabase::RestClient &client, QObject *parent = nullptr, qsizetype mostLines = kMaxLines);

    /// Asks for what isn't known of the time from then on; then finished(). A call while it is asking is answered by
    /// one more reading after that.
    void read(Timestamp from);
    /// Forgets all, also an answer on its way.
    void clear();
    const OfferBook &book() const { return m_book; }
    /// The book has every offer from then on; nothing before the first reading.
    std::optional<Timestamp> coveredFrom() const { return m_covered; }
    bool isReading() const { return m_isReading; }

Q_SIGNALS:
    /// The book is as it was when an error tells that the lines could not be read.
    void finished(const pl::Result<> &outcome);

private:
    void readBack(Timestamp from, qint64 before);
    void takeBack(Timestamp from, const QList<LeadEvent> &lines);
    void readOn();
    void receive(const supabase::Query &query, const std::function<void(const QList<LeadEvent> &)> &then);
    void finish(const Result<> &outcome);

    supabase::RestClient &m_client;
    const qsizetype m_mostLines;
    OfferBook m_book;
    QList<LeadEvent> m_back; ///< of a reading back, the newest first
    std::optional<Timestamp> m_covered;
    std::optional<Timestamp> m_readFrom; ///< asked for and read, as far as it goes: never after m_covered
    std::optional<Timestamp> m_next;     ///< wanted while it was reading
    bool m_isReading = false;
    int m_generation = 0;
};

} // namespace pl::stats
