#pragma once

#include "models/domain/candidate.h"
#include "models/domain/lead.h"
#include "models/domain/plumber.h"

#include <QWidget>

class QPushButton;

namespace pl::ui {

class CandidateCard;
class ExcludedCandidate;
class PlainLabel;

/// Who can take a lead and why, the best first, with a button that assigns; and the nearest of those who can't, each
/// with the reason; assigning one of these asks first.
class CandidateList : public QWidget
{
    Q_OBJECT

public:
    explicit CandidateList(QWidget *parent = nullptr);

    /// `lead` must be open. The plumber it is assigned to is left out.
    void present(const Lead &lead, const QList<Candidate> &candidates, const QHash<QUuid, Plumber> &plumbers);

Q_SIGNALS:
    void plumberChosen(const QUuid &leadId, const QUuid &plumberId);
    void allWanted();

private:
    QUuid m_leadId;
    PlainLabel *m_heading;
    PlainLabel *m_count;
    PlainLabel *m_nobody;
    QPushButton *m_all;
    QList<CandidateCard *> m_cards;
    QList<ExcludedCandidate *> m_excluded;
};

} // namespace pl::ui
