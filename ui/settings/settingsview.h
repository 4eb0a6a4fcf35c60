#pragma once

#include <QHash>
#include <QPointer>
#include <QWidget>

#include <functional>

class QListWidget;
class QListWidgetItem;
class QStackedWidget;

namespace pl::ui {

class PlainMessageBox;

/// The page Settings: its parts in a list at the left (Up and Down, or type to find one), the chosen one at the right.
/// In a narrow window, the list shows icons only.
/// Whoever leaves a part with unsaved changes (settingspart.h) is asked whether to save them.
class SettingsView : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsView(QWidget *parent = nullptr);

    /// Takes `part` over. `key` is a stable word. Parts stand in the page's own order (office, people, prices, …,
    /// computer), whatever the order of the calls; one with an unknown key comes before "computer".
    void addPart(const QString &key, const QString &icon, const QString &title, QWidget *part);
    /// Shows a part and puts the keyboard there; nothing happens when there is none with this key.
    void showPart(const QString &key);
    QString currentPart() const { return m_current; }
    QStringList partKeys() const;
    bool hasPart(const QString &key) const { return m_parts.contains(key); }
    /// Empty when there is no such part.
    QString titleOf(const QString &key) const;
    QString iconOf(const QString &key) const;
    /// Null when there is none.
    QWidget *part(const QString &key) const;
    void focusList();
    /// Puts the keyboard where the work of the part shown begins.
    void focusPart();

    /// Runs `go` at once, or, when the part shown has unsaved changes, after the person has saved or discarded them;
    /// never when the person stays.
    void leave(const std::function<void()> &go);
    bool hasUnsavedChanges() const;

Q_SIGNALS:
    void partShown(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Part
    {
        QString icon;
        QString title;
        QWidget *widget = nullptr;
        QListWidgetItem *item = nullptr;
    };
    QListWidgetItem *addItem(const QString &key, const Part &part);
    void listMoved();
    void present(const QString &key);
    void selectCurrent();
    void ask(const std::function<void()> &go);

    QHash<QString, Part> m_parts;
    QString m_current;
    QListWidget *m_list;
    QStackedWidget *m_pages;
    QPointer<PlainMessageBox> m_question;
};

} // namespace pl::ui
