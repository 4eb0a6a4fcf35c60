#pragma once

#include <QAbstractButton>

class QAction;

namespace pl::ui {

/// A button for an action, with its shortcut on a key cap. Hidden while the action is disabled.
class ActionButton : public QAbstractButton
{
    Q_OBJECT

public:
    ActionButton(QAction *action, QWidget *parent);

    /// Draws no border, and stays visible while disabled.
    void setFlat(bool flat);
    void setPrimary(bool primary) { m_primary = primary; }
    void setIconShown(bool shown);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();
    QString words() const;
    QString keys() const;

    QAction *m_action;
    bool m_flat = false;
    bool m_primary = false;
    bool m_withIcon = false;
};

} // namespace pl::ui
