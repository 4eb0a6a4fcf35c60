#pragma once

#include "models/domain/candidate.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace pl::ui {

class CandidateCard;
class ElidedLabel;

/// Who can take a lead and why, the best first, with a button that assigns; and the nearest of those who can't, with
/// the reason.
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
    struct ExcludedRow
    {
        QWidget *row;
        ElidedLabel *name;
        ElidedLabel *reason;
    };
    ExcludedRow addExcludedRow(QVBoxLayout *layout);

    QUuid m_leadId;
    QLabel *m_heading;
    QLabel *m_count;
    QLabel *m_nobody;
    QPushButton *m_all;
    QList<CandidateCard *> m_cards;
    QList<ExcludedRow> m_excluded;
};

} // namespace pl::ui
