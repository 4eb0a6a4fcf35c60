#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QMenu;
class QPushButton;

namespace pl::ui {

class ActionButton;
class BulkActions;
class LeadActions;
class PlainLabel;

/// The line above the table while several leads are selected: how many, and what can be done with them. Buttons that
/// have no room are in the menu More.
class BulkBar : public QWidget
{
    Q_OBJECT

public:
    BulkBar(BulkActions &bulk, LeadActions &actions, QWidget *parent = nullptr);

    void setCount(int leads);
    /// Another button, after those that are there. `name` is its object name.
    ActionButton *placeButton(QAction *action, const char *name);
    /// As narrow as it has to be.
    QSize minimumSizeHint() const override { return {0, QWidget::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    void place(ActionButton *button, QAction *action, bool inMenu);

    PlainLabel *m_count;
    QHBoxLayout *m_buttons;
    QMenu *m_more;
    QPushButton *m_moreButton;
    PlainLabel *m_hint;
    QList<std::pair<ActionButton *, QAction *>> m_placed;
};

} // namespace pl::ui
