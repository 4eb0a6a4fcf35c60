#pragma once

#include <QAbstractButton>
#include <QWidget>

class QAction;
class QButtonGroup;

namespace pl::ui {

/// A view's pages as a row of names; the current one is underlined. Left and Right move between them.
class PageTabs : public QWidget
{
    Q_OBJECT

public:
    explicit PageTabs(QWidget *parent = nullptr);

    /// `name` becomes the tab's object name.
    void addPage(const QString &text, const char *name);
    void setPageText(int page, const QString &text);
    /// What shows the page, too: its keys stand in the tab's tool tip.
    void setPageAction(int page, const QAction *action);
    void setPageShown(int page, bool shown);
    int currentPage() const;
    void setCurrentPage(int page);

Q_SIGNALS:
    void currentPageChanged(int page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_pages;
};

} // namespace pl::ui
