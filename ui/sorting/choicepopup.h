#pragma once

#include "ui/widgets/popover.h"

#include <functional>

class QLineEdit;
class QListWidget;

namespace pl::ui {

class ElidedLabel;

/// Asks for one of several words: arrows, the first letters, and Enter, or a click. Where one's own words are welcome,
/// too, there is a field for them below the list.
class ChoicePopup : public Popover
{
    Q_OBJECT

public:
    struct Choice
    {
        QString key;
        QString text;
    };

    explicit ChoicePopup(QWidget *host);

    /// `chosen` runs with the choice's key at most once, after the popup has closed. `anchor` is in global coordinates;
    /// `current` is the key to begin with. Without `ownWords`, the field's placeholder, there is no field; what is
    /// typed there is a key.
    void ask(const QString &title, const QList<Choice> &choices, const QRect &anchor,
             std::function<void(const QString &key)> chosen, const QString &current = {}, const QString &ownWords = {});

protected:
    QWidget *firstFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const QList<Choice> &choices, const QString &current);
    void choose(const QString &key);

    ElidedLabel *m_title;
    QListWidget *m_list;
    QLineEdit *m_own;
    std::function<void(const QString &)> m_chosen;
};

} // namespace pl::ui
