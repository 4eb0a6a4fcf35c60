#pragma once

#include <QAbstractButton>
#include <QUuid>

namespace pl::ui {

/// A row for a plumber who can't take the lead right now, with name and reason. The first press asks "Assign anyway?"
/// in the row, the second one chooses the plumber. Esc, Tab or a click elsewhere withdraws the question.
class ExcludedCandidate : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ExcludedCandidate(QWidget *parent);

    void present(const QUuid &plumberId, const QString &name, const QString &reason);
    const QString &name() const { return m_name; }
    const QString &reason() const { return m_reason; }
    bool asks() const { return m_asks; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const QUuid &plumberId);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void ask(bool asks);

    QUuid m_plumberId;
    QString m_name;
    QString m_reason;
    bool m_asks = false;
};

} // namespace pl::ui
