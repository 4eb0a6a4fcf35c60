#pragma once

#include <QWidget>

class QAction;

namespace pl::ui {

/// The keys of an action on key caps, as the person has them now. Takes no room while there are none.
class ActionKeys : public QWidget
{
    Q_OBJECT

public:
    /// Follows the action while both are there.
    ActionKeys(const QAction *action, QWidget *parent);

    /// As on the caps.
    const QStringList &texts() const { return m_texts; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void present(const QAction &action);

    QStringList m_texts;
};

} // namespace pl::ui
