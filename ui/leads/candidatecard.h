#pragma once

#include <QFrame>
#include <QUuid>

class QPushButton;

namespace pl::ui {

class ElidedLabel;

/// A plumber who can take the lead: initials, name, reasons, and the button that assigns. The best one stands out.
class CandidateCard : public QFrame
{
    Q_OBJECT

public:
    CandidateCard(bool best, QWidget *parent);

    void present(const QUuid &plumberId, const QString &name, const QString &reasons, const QString &verb);
    const QUuid &plumberId() const { return m_plumberId; }
    QString name() const;

Q_SIGNALS:
    void chosen(const QUuid &plumberId);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QUuid m_plumberId;
    bool m_best;
    ElidedLabel *m_name;
    ElidedLabel *m_reasons;
    QPushButton *m_assign;
};

} // namespace pl::ui
