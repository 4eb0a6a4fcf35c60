#include "models/domain/answerbook.h"

namespace pl {

std::optional<qint64> AnswerRecord::meanSecondsToAccept() const
{
    return accepted > 0 ? std::optional(secondsToAccept / accepted) : std::nullopt;
}

QStringList AnswerBook::kinds()
{
    QStringList names;
    for (const LeadEventKind kind :
         {LeadEventKind::Assigned, LeadEventKind::Unassigned, LeadEventKind::Accepted, LeadEventKind::Declined})
        names += QString(enumName(kind));
    return names;
}

void AnswerBook::take(const LeadEvent &event)
{
    if (event.id <= m_newest || !event.plumberId)
        return;
    m_newest = event.id;
    const QUuid plumber = *event.plumberId;
    const auto open = m_open.constFind(event.leadId);
    const bool known = open != m_open.cend() && open->plumberId == plumber;
    const Answer answer{plumber, event.leadId, event.at, known ? open->at.secondsTo(event.at) : 0,
                        event.kind == LeadEventKind::Accepted};
    if (event.kind == LeadEventKind::Assigned) {
        m_open.insert(event.leadId, {plumber, event.at});
        m_records[plumber].lastAssigned = event.at;
    } else if (event.kind == LeadEventKind::Declined || event.isUnanswered() || (answer.accepted && known)) {
        note(answer);
    }
    if (event.kind != LeadEventKind::Assigned)
        m_open.remove(event.leadId);
}

void AnswerBook::note(const Answer &answer)
{
    AnswerRecord &record = m_records[answer.plumberId];
    ++(answer.accepted ? record.accepted : record.refused);
    if (answer.accepted)
        record.secondsToAccept += answer.seconds;
    else
        m_refusals[answer.leadId].insert(answer.plumberId);
    m_answers.push_back(answer);
}

void AnswerBook::forgetBefore(Timestamp at)
{
    for (; !m_answers.empty() && m_answers.front().at < at; m_answers.pop_front()) {
        const Answer &old = m_answers.front();
        AnswerRecord &record = m_records[old.plumberId];
        --(old.accepted ? record.accepted : record.refused);
        if (old.accepted)
            record.secondsToAccept -= old.seconds;
        else
            m_refusals.remove(old.leadId);
    }
}

} // namespace pl
