#pragma once

namespace pl::ui {

/// Carries into `merged` each of the named members that was changed between `before` and `mine`: what a person typed
/// over a row that somebody else changed meanwhile.
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
