#pragma once

#include "ui/help/manual.h"

#include <QWidget>

class QSettings;
class QTreeWidget;
class QTreeWidgetItem;
class QUrl;

namespace pl::ui {

class FilterField;
class ManualText;
class PlainLabel;

/// The manual in a window of its own, which stays open beside the work: chapters and a search at the left, the text at
/// the right. A link inside of it scrolls, one to the web opens the browser. Closing hides it; it remembers its
/// geometry in the settings, which must outlive it. The program doesn't wait for it when it quits.
class ManualWindow : public QWidget
{
    Q_OBJECT

public:
    explicit ManualWindow(QSettings &settings);
    ~ManualWindow() override;

    /// Shows the window, brings it to the front, and scrolls to this heading; an unknown slug leaves the text where it
    /// is.
    void open(const QString &slug);
    /// The heading that is chosen in the list; empty while there is none.
    QString currentSlug() const;
    const QList<ManualHit> &hits() const { return m_hits; }
    /// Which of the hits is shown; -1: none.
    int currentHit() const { return m_hit; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void addKeys();
    void fillList();
    QTreeWidgetItem *itemOf(int heading) const;
    bool goTo(const QString &slug);
    void goBack();
    void openLink(const QUrl &link);
    void followText();
    void choose(int heading);
    void search();
    void showHits();
    void showHit(int hit);
    void leave();
    void focusSearch();

    QSettings &m_settings;
    FilterField *m_search;
    QTreeWidget *m_list;
    PlainLabel *m_sentence;
    ManualText *m_text;
    QList<QTreeWidgetItem *> m_items; ///< one for each heading
    QList<ManualHit> m_hits;
    int m_hit = -1;
    QList<int> m_before; ///< places in the text that links led away from
    bool m_isGoing = false;
};

} // namespace pl::ui
