#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QMenu;

namespace pl::ui {

class ActionButton;
class BulkActions;
class LeadActions;
class PlainLabel;

/// The line above the table while several leads are selected: how many, and what can be done with them.
class BulkBar : public QWidget
{
    Q_OBJECT

public:
    BulkBar(BulkActions &bulk, LeadActions &actions, QWidget *parent = nullptr);

    void setCount(int leads);
    /// Another button, after those that are there. `name` is its object name.
    ActionButton *placeButton(QAction *action, const char *name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PlainLabel *m_count;
    QHBoxLayout *m_buttons;
    QMenu *m_more;
};

} // namespace pl::ui
