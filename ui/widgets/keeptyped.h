#pragma once

namespace pl::ui {

/// Copies to `merged` each of the members that differ between `before` and `mine`: what a person typed while somebody
/// else changed the row.
template <class T, class... Member>
void keepTyped(T &merged, const T &mine, const T &before, Member T::*...members)
{
    const auto keep = [&](auto member) {
        if (!(mine.*member == before.*member))
            merged.*member = mine.*member;
    };
    (keep(members), ...);
}

} // namespace pl::ui
