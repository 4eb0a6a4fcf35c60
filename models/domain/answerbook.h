#pragma once

#include "models/domain/leadevent.h"

#include <QHash>
#include <QSet>

#include <deque>

namespace pl {

/// What a plumber did with the leads of the last weeks.
struct AnswerRecord
{
    int accepted = 0;
    int refused = 0;            ///< declined, or not answered in time
    qint64 secondsToAccept = 0; ///< of all accepted ones together
    std::optional<Timestamp> lastAssigned;

    bool operator==(const AnswerRecord &) const = default;
    int answered() const { return accepted + refused; }
    std::optional<qint64> meanSecondsToAccept() const;
};

/// Reads the history of all leads, line by line in the order of their ids, and records how each plumber answered.
/// Assignments that the office took back itself are ignored. Repeated lines change nothing.
class AnswerBook
{
public:
    void take(const LeadEvent &event);
    /// Forgets answers given before that; `lastAssigned` stays.
    void forgetBefore(Timestamp at);
    void clear() { *this = {}; }

    const QHash<QUuid, AnswerRecord> &records() const { return m_records; }
    /// The plumbers who had this lead and did not take it.
    QSet<QUuid> refusedBy(const QUuid &leadId) const { return m_refusals.value(leadId); }
    /// The id of the newest line taken; 0 when there is none.
    qint64 newest() const { return m_newest; }

    /// The kinds of lines it learns from, as a filter's list.
    static QStringList kinds();

private:
    struct Assignment
    {
        QUuid plumberId;
        Timestamp at;
    };
    struct Answer
    {
        QUuid plumberId;
        QUuid leadId;
        Timestamp at;
        qint64 seconds = 0;
        bool accepted = false;
    };
    void note(const Answer &answer);

    QHash<QUuid, AnswerRecord> m_records;
    QHash<QUuid, Assignment> m_open; ///< by lead
    QHash<QUuid, QSet<QUuid>> m_refusals;
    std::deque<Answer> m_answers;
    qint64 m_newest = 0;
};

} // namespace pl
