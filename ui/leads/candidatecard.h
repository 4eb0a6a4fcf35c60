#pragma once

#include "models/domain/candidate.h"

#include <QFrame>
#include <QUuid>

class QPushButton;

namespace pl::ui {

class DistanceBar;
class ElidedLabel;

/// A plumber who can take the lead: initials, name, reasons, how far away, and the button that assigns. The best one
/// stands out.
class CandidateCard : public QFrame
{
    Q_OBJECT

public:
    CandidateCard(bool best, QWidget *parent);

    void present(const Candidate &candidate, const QString &name, const QString &verb);
    const QUuid &plumberId() const { return m_plumberId; }
    QString name() const;

Q_SIGNALS:
    void chosen(const QUuid &plumberId);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QUuid m_plumberId;
    bool m_best;
    ElidedLabel *m_name;
    ElidedLabel *m_reasons;
    DistanceBar *m_distance;
    QPushButton *m_assign;
};

} // namespace pl::ui
